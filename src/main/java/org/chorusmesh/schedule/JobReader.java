package org.chorusmesh.schedule;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.chorusmesh.beat.BeatReport;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringValueResolver;

/** Reads the annotations of one method and collects their problems. */
final class JobReader {

    private static final long UNSET = -1;

    private final StringValueResolver resolver;
    private final Object bean;
    private final String beanName;
    private final Method method;
    private final String methodName;
    private final List<JobDeclaration> declarations = new ArrayList<>();
    private final List<JobProblem> problems = new ArrayList<>();

    JobReader(StringValueResolver resolver, Object bean, String beanName, Method method) {
        this.resolver = resolver;
        this.bean = bean;
        this.beanName = beanName;
        this.method = method;
        this.methodName = method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    List<JobDeclaration> declarations() {
        return this.declarations;
    }

    List<JobProblem> problems() {
        return this.problems;
    }

    void readOnBeats(Set<OnBeat> annotations) {
        if (annotations.isEmpty()) {
            return;
        }
        Faults faults = new Faults("@OnBeat: ");
        JobMethod called = JobMethod.of(this.bean, this.method, Beat.class, faults);
        int index = 0;
        for (OnBeat each : annotations) {
            index++;
            Faults own = new Faults("@OnBeat: ");
            long every = every(own, each.every(), 1, each.everyString());
            long offset = number(own, "offset", each.offset(), 0, each.offsetString());
            if (every >= 1 && (offset < 0 || offset >= every)) {
                own.accept(
                        "offset must be 0 to every - 1, which is %d, and is %d"
                                .formatted(every - 1, offset));
            }
            String name = name(own, each.name(), index);
            if (called != null && own.isEmpty()) {
                BeatRule rule = new BeatRule(every, offset, each.by());
                JobDescription job =
                        JobDescription.onBeat(name, rule, each.overrun())
                                .declaredBy(this.beanName, this.methodName);
                declare(
                        "@OnBeat: by = ONE",
                        each.by() == By.ONE,
                        each.by() == By.ONE,
                        (jobs) -> jobs.addOnBeat(job, rule, called::call));
            }
        }
    }

    void readOnTurns(Set<OnTurn> annotations) {
        if (annotations.isEmpty()) {
            return;
        }
        Faults faults = new Faults("@OnTurn: ");
        JobMethod called = JobMethod.of(this.bean, this.method, Turn.class, faults);
        int index = 0;
        for (OnTurn each : annotations) {
            index++;
            Faults own = new Faults("@OnTurn: ");
            long every = every(own, each.every(), UNSET, each.everyString());
            String name = name(own, each.name(), index);
            if (called != null && own.isEmpty()) {
                Spread spread = each.spread();
                JobDescription job =
                        JobDescription.onTurn(name, every, spread, each.overrun())
                                .declaredBy(this.beanName, this.methodName);
                declare(
                        "@OnTurn: spread = " + spread,
                        spread == Spread.EVEN,
                        true,
                        (jobs) -> jobs.addOnTurn(job, called::call));
            }
        }
    }

    private void declare(
            String what,
            boolean needsAgreement,
            boolean needsMember,
            Function<Jobs, Job> registration) {
        this.declarations.add(
                new JobDeclaration(
                        this.beanName,
                        this.methodName,
                        what,
                        needsAgreement,
                        needsMember,
                        registration));
    }

    /** Reads {@code every}; 0 if the text is invalid, which is then reported. */
    private long every(Faults faults, long value, long unset, String text) {
        long every = number(faults, "every", value, unset, text);
        if (every == UNSET && text.isEmpty() && unset == UNSET) {
            faults.accept("every must be given, as the number of beats in a cycle");
        } else if (faults.isEmpty() && (every < 1 || every > BeatReport.MAX_NUMBER)) {
            faults.accept(
                    "every must be 1 to %d, and is %d".formatted(BeatReport.MAX_NUMBER, every));
        }
        return every;
    }

    private long number(Faults faults, String attribute, long value, long unset, String text) {
        if (text.isEmpty()) {
            return value;
        }
        if (value != unset) {
            faults.accept("%s and %<sString must not both be given".formatted(attribute));
            return 0;
        }
        String resolved = resolve(faults, attribute + "String", text);
        if (resolved != null) {
            try {
                return Long.parseLong(resolved.strip());
            } catch (NumberFormatException ex) {
                faults.accept(
                        "%sString must be a whole number, and is '%s'"
                                .formatted(attribute, resolved));
            }
        }
        return 0;
    }

    private String name(Faults faults, String text, int index) {
        String resolved = text.isEmpty() ? "" : resolve(faults, "name", text);
        if (resolved != null && !resolved.isBlank()) {
            return resolved;
        }
        String name = this.beanName + "." + this.method.getName();
        return (index == 1) ? name : name + "#" + index;
    }

    private @Nullable String resolve(Faults faults, String attribute, String text) {
        try {
            return this.resolver.resolveStringValue(text);
        } catch (RuntimeException ex) {
            faults.accept("%s cannot be resolved: %s".formatted(attribute, ex.getMessage()));
            return null;
        }
    }

    /** Collects the problems of one annotation. */
    private final class Faults implements Consumer<String> {

        private final String annotation;
        private boolean any;

        Faults(String annotation) {
            this.annotation = annotation;
        }

        @Override
        public void accept(String reason) {
            this.any = true;
            JobReader.this.problems.add(
                    new JobProblem(
                            JobReader.this.beanName,
                            JobReader.this.methodName,
                            this.annotation + reason));
        }

        boolean isEmpty() {
            return !this.any;
        }
    }
}
