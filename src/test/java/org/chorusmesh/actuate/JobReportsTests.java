package org.chorusmesh.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.chorusmesh.schedule.Beats;
import org.chorusmesh.schedule.By;
import org.chorusmesh.schedule.ChorusScheduleAutoConfiguration;
import org.chorusmesh.schedule.JobRunner;
import org.chorusmesh.schedule.OnBeat;
import org.chorusmesh.schedule.OnTurn;
import org.chorusmesh.schedule.test.TestChorus;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Tests for {@link ChorusJobMetrics} and {@link ChorusJobsHealthIndicator}. */
class JobReportsTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner()
                    .withBean(TestChorus.class)
                    .withBean(SimpleMeterRegistry.class)
                    .withConfiguration(
                            AutoConfigurations.of(
                                    ChorusScheduleAutoConfiguration.class,
                                    ChorusJobMetricsAutoConfiguration.class,
                                    ChorusJobsHealthContributorAutoConfiguration.class,
                                    MetricsAutoConfiguration.class,
                                    ObservationAutoConfiguration.class))
                    .withBean("jobs", SomeJobs.class);

    static class SomeJobs {

        final List<Boolean> observed = new ArrayList<>();
        private final ObservationRegistry observations;

        SomeJobs(ObservationRegistry observations) {
            this.observations = observations;
        }

        @OnBeat(every = 2)
        void broken() {
            throw new IllegalStateException("broken on purpose");
        }

        @OnBeat(by = By.ONE, name = "one")
        void one() {
            this.observed.add(this.observations.getCurrentObservation() != null);
        }

        @OnTurn(every = 4)
        void turn() {}
    }

    @Test
    void countsWhatBecomesOfEachJob() {
        this.runner.run(
                (context) -> {
                    TestChorus chorus = context.getBean(TestChorus.class);
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    chorus.members("z");
                    chorus.advanceBeats(4);
                    chorus.withoutAgreement();
                    chorus.stall(Duration.ofSeconds(4));
                    assertThat(outcome(registry, "jobs.broken", "run")).isEqualTo(3);
                    assertThat(outcome(registry, "jobs.broken", "failed")).isEqualTo(3);
                    assertThat(outcome(registry, "jobs.broken", "missed")).isEqualTo(1);
                    assertThat(outcome(registry, "one", "run")).isEqualTo(2);
                    assertThat(outcome(registry, "one", "others")).isEqualTo(2);
                    assertThat(outcome(registry, "one", "no_agreement")).isEqualTo(1);
                    assertThat(outcome(registry, "one", "missed")).isEqualTo(3);
                    assertThat(outcome(registry, "jobs.turn", "run")).isEqualTo(1);
                    assertThat(outcome(registry, "jobs.turn", "no_agreement")).isEqualTo(1);
                    context.getBean(Beats.class).addListener((beat) -> {});
                    chorus.advanceBeats(1);
                    assertThat(
                                    outcome(
                                            registry,
                                            "listener." + JobReportsTests.class.getName(),
                                            "run"))
                            .isEqualTo(1);
                });
    }

    private static double outcome(MeterRegistry registry, String job, String outcome) {
        return registry.get("chorus.job.outcomes")
                .tag("job", job)
                .tag("outcome", outcome)
                .functionCounter()
                .count();
    }

    @Test
    void timesTheLatenessOfBeats() {
        this.runner.run(
                (context) -> {
                    TestChorus chorus = context.getBean(TestChorus.class);
                    chorus.advanceBeats(3);
                    chorus.stall(Duration.ofMillis(1_400));
                    var lateness =
                            context.getBean(MeterRegistry.class)
                                    .get("chorus.beat.lateness")
                                    .timer();
                    assertThat(lateness.count()).isEqualTo(4);
                    assertThat(lateness.max(TimeUnit.MILLISECONDS)).isEqualTo(400);
                });
    }

    @Test
    void observesEachRun() {
        this.runner.run(
                (context) -> {
                    context.getBean(TestChorus.class).advanceBeats(4);
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    assertThat(context.getBean(SomeJobs.class).observed)
                            .hasSize(4)
                            .containsOnly(true);
                    assertThat(
                                    registry.get("chorus.job")
                                            .tag("job", "one")
                                            .tag("kind", "beat")
                                            .tag("error", "none")
                                            .timer()
                                            .count())
                            .isEqualTo(4);
                    assertThat(
                                    registry.get("chorus.job")
                                            .tag("job", "jobs.broken")
                                            .tag("error", "IllegalStateException")
                                            .timer()
                                            .count())
                            .isEqualTo(2);
                    assertThat(
                                    registry.get("chorus.job")
                                            .tag("job", "jobs.turn")
                                            .tag("kind", "turn")
                                            .timer()
                                            .count())
                            .isEqualTo(1);
                });
    }

    /** Takes bodies and does not run them. */
    static class Stuck implements JobRunner {

        private final Deque<Runnable> taken = new ArrayDeque<>();

        @Override
        public void run(Runnable body) {
            this.taken.add(body);
        }
    }

    @Test
    void isDegradedWhileAJobHangs() {
        Stuck stuck = new Stuck();
        this.runner
                .withBean(JobRunner.class, () -> stuck, (definition) -> definition.setPrimary(true))
                .run(
                        (context) -> {
                            ChorusJobsHealthIndicator indicator =
                                    context.getBean(ChorusJobsHealthIndicator.class);
                            TestChorus chorus = context.getBean(TestChorus.class);
                            chorus.advanceBeats(3);
                            assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
                            chorus.advanceBeats(60);
                            Health health = indicator.health();
                            assertThat(health.getStatus())
                                    .isEqualTo(ChorusHealthIndicator.DEGRADED);
                            assertThat(health.getDetails().get("one"))
                                    .isEqualTo(
                                            Map.of(
                                                    "hangingSeconds",
                                                    62L,
                                                    "run",
                                                    0L,
                                                    "failed",
                                                    0L,
                                                    "missed",
                                                    0L,
                                                    "skipped",
                                                    62L));
                            new ArrayList<>(stuck.taken).forEach(Runnable::run);
                            assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
                        });
    }
}
