package org.chorusmesh.actuate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Locale;
import org.chorusmesh.schedule.JobOutcome;
import org.chorusmesh.schedule.Jobs;
import org.chorusmesh.schedule.Pulse;

/**
 * Meters of the application's jobs, and of the timer that fires their beats. A job's name comes
 * from the program, so there are few.
 */
final class ChorusJobMetrics implements MeterBinder {

    private final Jobs jobs;

    private final Pulse pulse;

    ChorusJobMetrics(Jobs jobs, Pulse pulse) {
        this.jobs = jobs;
        this.pulse = pulse;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Timer lateness =
                Timer.builder("chorus.beat.lateness")
                        .description("Time from the instant of a beat to its firing")
                        .register(registry);
        this.pulse.recordLateness((nanos) -> lateness.record(Duration.ofNanos(nanos)));
        Gauge.builder("chorus.jobs.hanging", this.jobs, ChorusJobMetrics::hanging)
                .description("Jobs whose run does not end")
                .register(registry);
        // Jobs of one name share their meters: a second registration is the first.
        this.jobs.whenAdded((job) -> bindJob(registry, job.description().name()));
    }

    private static double hanging(Jobs jobs) {
        return jobs.all().stream().filter((job) -> jobs.hangingNanos(job).isPresent()).count();
    }

    private void bindJob(MeterRegistry registry, String name) {
        for (JobOutcome outcome : JobOutcome.values()) {
            FunctionCounter.builder(
                            "chorus.job.outcomes", this.jobs, (all) -> all.count(name, outcome))
                    .tag("job", name)
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .description("What became of the beats and turns on which a job was due")
                    .register(registry);
        }
    }
}
