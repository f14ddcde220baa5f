package org.chorusmesh.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.chorusmesh.schedule.AnnotatedBeans.Mistaken;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** An application that refuses to start, and names every annotation that cannot work. */
class BadJobsTests {

    private final ApplicationContextRunner runner = AnnotatedBeans.runner();

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
}
