package org.chorusmesh.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInterceptor;
import org.chorusmesh.schedule.test.TestChorus;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

/** Tests for {@link JobAnnotations}. */
class JobAnnotationsTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner()
                    .withBean(TestChorus.class)
                    .withConfiguration(
                            AutoConfigurations.of(
                                    ChorusScheduleAutoConfiguration.class,
                                    PropertyPlaceholderAutoConfiguration.class));

    static class Log {

        final List<String> lines = new ArrayList<>();

        void add(String line, Object argument) {
            this.lines.add(
                    line
                            + ((argument instanceof Beat beat)
                                    ? " " + beat.number()
                                    : (argument instanceof Turn turn) ? " " + turn.cycle() : ""));
        }
    }

    static class Flusher extends Log {

        @OnBeat(every = 4, offset = 1)
        void flush(Beat beat) {
            add("flush", beat);
        }

        @OnBeat(every = 5)
        public void withoutParameter() {
            add("bare", null);
        }

        @OnBeat(every = 7, name = "seven")
        @OnBeat(every = 8)
        protected Object twice(Beat beat) {
            add("twice", beat);
            return beat;
        }

        @OnTurn(every = 6)
        void compact(Turn turn) {
            add("turn", turn);
        }

        @OnBeat(everyString = "${flush.every}", offsetString = "#{1 + 1}", name = "${flush.name}")
        void resolved(Beat beat) {
            add("resolved", beat);
        }

        @EveryThird
        void composed(Beat beat) {
            add("third", beat);
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @OnBeat(every = 3)
    @interface EveryThird {}

    @Test
    void runsWhatIsAnnotated() {
        this.runner
                .withBean("flusher", Flusher.class)
                .withPropertyValues("flush.every=9", "flush.name=nine")
                .run(
                        (context) -> {
                            context.getBean(TestChorus.class).advanceBeats(9);
                            assertThat(context.getBean(Flusher.class).lines)
                                    .containsExactlyInAnyOrder(
                                            "flush 1",
                                            "resolved 2",
                                            "third 3",
                                            "flush 5",
                                            "bare",
                                            "third 6",
                                            "turn 6",
                                            "twice 7",
                                            "twice 8",
                                            "flush 9",
                                            "third 9");
                            assertThat(context.getBean(Jobs.class).all())
                                    .extracting((job) -> job.description().name())
                                    .containsExactlyInAnyOrder(
                                            "flusher.flush",
                                            "flusher.withoutParameter",
                                            "seven",
                                            "flusher.twice#2",
                                            "flusher.compact",
                                            "nine",
                                            "flusher.composed");
                        });
    }

    static class Mistaken {

        @OnBeat(every = 0)
        void never() {}

        @OnBeat(every = 4, offset = 4)
        void offset() {}

        @OnBeat(every = 4, offset = -1)
        void negative() {}

        @OnBeat
        void parameters(String text) {}

        @OnTurn(every = 3)
        void beatInATurn(Beat beat) {}

        @OnBeat
        private void hidden() {}

        @OnTurn(every = 1)
        static void common() {}

        @OnTurn
        void withoutCycle() {}

        @OnTurn(every = 4, everyString = "4")
        void both() {}

        @OnBeat(everyString = "often")
        void words() {}

        @OnBeat(everyString = "${nowhere}")
        void unresolved() {}

        @OnBeat(everyString = "4", offsetString = "9")
        void resolvedOffset() {}
    }

    @Test
    void refusesToStartAndNamesEveryMistake() {
        this.runner
                .withBean("mistaken", Mistaken.class)
                .withBean("other", Other.class)
                .run(
                        (context) -> {
                            Throwable failure = context.getStartupFailure();
                            assertThat(failure).isInstanceOf(BadJobsException.class);
                            assertThat(((BadJobsException) failure).problems())
                                    .extracting(JobProblem::describe)
                                    .satisfiesExactlyInAnyOrder(
                                            problem(
                                                    "never",
                                                    "every must be 1 to 140737488355327, and is 0"),
                                            problem(
                                                    "offset",
                                                    "offset must be 0 to every - 1, which is 3, and is 4"),
                                            problem(
                                                    "negative",
                                                    "offset must be 0 to every - 1, which is 3, and is -1"),
                                            problem(
                                                    "parameters",
                                                    "must take one parameter of type Beat or none"),
                                            problem(
                                                    "beatInATurn",
                                                    "must take one parameter of type Turn or none"),
                                            problem("hidden", "must not be private"),
                                            problem("common", "must not be static"),
                                            problem(
                                                    "withoutCycle",
                                                    "every must be given, as the number of beats in a cycle"),
                                            problem(
                                                    "both",
                                                    "every and everyString must not both be given"),
                                            problem(
                                                    "words",
                                                    "everyString must be a whole number, and is 'often'"),
                                            problem(
                                                    "unresolved",
                                                    "everyString cannot be resolved: "),
                                            problem(
                                                    "resolvedOffset",
                                                    "offset must be 0 to every - 1, which is 3, and is 9"),
                                            (text) ->
                                                    assertThat(text)
                                                            .startsWith(
                                                                    "Other.wrong of bean 'other': @OnBeat: "));
                            FailureAnalysis analysis =
                                    new BadJobsFailureAnalyzer().analyze(failure);
                            assertThat(analysis.getDescription())
                                    .contains(
                                            "Mistaken.never of bean 'mistaken': @OnBeat: every must be 1 to")
                                    .contains("Mistaken.hidden of bean 'mistaken'");
                        });
    }

    private static org.assertj.core.api.ThrowingConsumer<String> problem(
            String method, String reason) {
        return (text) ->
                assertThat(text)
                        .startsWith("Mistaken." + method + " of bean 'mistaken': @On")
                        .contains(": " + reason);
    }

    static class Other {

        @OnBeat(every = -3)
        void wrong() {}
    }

    static class NeedsAgreement {

        @OnBeat(by = By.ONE)
        void one() {}

        @OnTurn(every = 4)
        void turn() {}

        @OnTurn(every = 4, spread = Spread.STABLE)
        void stable() {}

        @OnBeat
        void all() {}
    }

    @Test
    void refusesToStartWithoutCouplingWhatNeedsAgreement() {
        FakeSource uncoupled = new FakeSource();
        uncoupled.coupled = false;
        new ApplicationContextRunner()
                .withBean(BeatSource.class, () -> uncoupled)
                .withConfiguration(AutoConfigurations.of(ChorusScheduleAutoConfiguration.class))
                .withBean("needy", NeedsAgreement.class)
                .run(
                        (context) ->
                                assertThat(context.getStartupFailure().getMessage().split("; "))
                                        .satisfiesExactlyInAnyOrder(
                                                (text) ->
                                                        assertThat(text)
                                                                .startsWith(
                                                                        "NeedsAgreement.one of bean 'needy': @OnBeat: by = ONE requires a coupling above 0"),
                                                (text) ->
                                                        assertThat(text)
                                                                .startsWith(
                                                                        "NeedsAgreement.turn of bean 'needy': @OnTurn: spread = EVEN requires a coupling above 0")));
    }

    interface Reporting {

        void report(Beat beat);
    }

    static class Reporter extends Log implements Reporting {

        @Override
        @OnBeat(every = 2)
        public void report(Beat beat) {
            add("report", beat);
        }
    }

    static class HiddenReporter extends Log implements Reporting {

        @Override
        public void report(Beat beat) {}

        @OnBeat
        void notOfTheInterface() {}
    }

    static class FinalReporter extends Log {

        @OnBeat
        final void report() {}
    }

    /** Makes proxies later than all post-processors that have an order. */
    static class ProxyMaker implements BeanPostProcessor {

        final List<String> calls = new ArrayList<>();
        private final boolean ofTheClass;

        ProxyMaker(boolean ofTheClass) {
            this.ofTheClass = ofTheClass;
        }

        @Override
        public Object postProcessAfterInitialization(Object bean, String beanName) {
            if (!(bean instanceof Log)) {
                return bean;
            }
            ProxyFactory factory = new ProxyFactory(bean);
            factory.setProxyTargetClass(this.ofTheClass);
            factory.addAdvice(
                    (MethodInterceptor)
                            (invocation) -> {
                                this.calls.add(invocation.getMethod().getName());
                                return invocation.proceed();
                            });
            return factory.getProxy();
        }
    }

    @Test
    void callsThroughProxiesOfInterfacesAndOfClasses() {
        for (boolean ofTheClass : new boolean[] {false, true}) {
            this.runner
                    .withBean(ProxyMaker.class, () -> new ProxyMaker(ofTheClass))
                    .withBean("reporter", Reporter.class)
                    .run(
                            (context) -> {
                                context.getBean(TestChorus.class).advanceBeats(4);
                                assertThat(context.getBean(ProxyMaker.class).calls)
                                        .containsExactly("report", "report");
                            });
        }
    }

    @Test
    void callsMethodsWithoutModifierThroughAProxyOfTheClass() {
        this.runner
                .withBean(ProxyMaker.class, () -> new ProxyMaker(true))
                .withPropertyValues("flush.every=9", "flush.name=nine")
                .withBean("flusher", Flusher.class)
                .run(
                        (context) -> {
                            context.getBean(TestChorus.class).advanceBeats(1);
                            assertThat(context.getBean(ProxyMaker.class).calls)
                                    .containsExactly("flush");
                        });
    }

    @Test
    void refusesWhatAProxyWouldNotPassOn() {
        this.runner
                .withBean(ProxyMaker.class, () -> new ProxyMaker(false))
                .withBean("hidden", HiddenReporter.class)
                .run(
                        (context) ->
                                assertThat(context.getStartupFailure())
                                        .hasMessageContaining(
                                                "HiddenReporter.notOfTheInterface of bean 'hidden': @OnBeat: must be declared by an interface"));
        this.runner
                .withBean(ProxyMaker.class, () -> new ProxyMaker(true))
                .withBean("last", FinalReporter.class)
                .run(
                        (context) ->
                                assertThat(context.getStartupFailure())
                                        .hasMessageContaining(
                                                "FinalReporter.report of bean 'last': @OnBeat: must not be final"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Rare {

        @Bean
        @Scope("prototype")
        Reporter prototype() {
            return new Reporter();
        }

        @Bean
        @Lazy
        Mistaken late() {
            return new Mistaken();
        }
    }

    @Test
    void takesUpBeansThatAreMadeLaterAndDropsThoseThatAreDestroyed() {
        this.runner
                .withUserConfiguration(Rare.class)
                .run(
                        (context) -> {
                            TestChorus chorus = context.getBean(TestChorus.class);
                            Reporter one = context.getBean(Reporter.class);
                            Reporter other = context.getBean(Reporter.class);
                            chorus.advanceBeats(2);
                            context.getBeanFactory().destroyBean("prototype", one);
                            chorus.advanceBeats(2);
                            assertThat(one.lines).containsExactly("report 2");
                            assertThat(other.lines).containsExactly("report 2", "report 4");
                            assertThatExceptionOfType(BeanCreationException.class)
                                    .isThrownBy(() -> context.getBean(Mistaken.class))
                                    .withCauseInstanceOf(BadJobsException.class);
                        });
    }

    @Test
    void hasNoPartInAnApplicationWithoutBeats() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ChorusScheduleAutoConfiguration.class))
                .withBean("mistaken", Mistaken.class)
                .run(
                        (context) ->
                                assertThat(
                                                Stream.of(context.getBeanDefinitionNames())
                                                        .filter(
                                                                (name) ->
                                                                        name.startsWith("chorus")))
                                        .isEmpty());
    }
}
