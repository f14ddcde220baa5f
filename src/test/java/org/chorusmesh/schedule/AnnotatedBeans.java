package org.chorusmesh.schedule;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.schedule.test.TestChorus;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Beans whose methods are jobs, and an application without a mesh that runs them. */
final class AnnotatedBeans {

    private AnnotatedBeans() {}

    static ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withBean(TestChorus.class)
                .withConfiguration(
                        AutoConfigurations.of(
                                ChorusScheduleAutoConfiguration.class,
                                PropertyPlaceholderAutoConfiguration.class));
    }

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
}
