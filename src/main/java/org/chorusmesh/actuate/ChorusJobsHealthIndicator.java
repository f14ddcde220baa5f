package org.chorusmesh.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.chorusmesh.schedule.Job;
import org.chorusmesh.schedule.JobOutcome;
import org.chorusmesh.schedule.Jobs;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** The health of the application's jobs: {@code DEGRADED} while one hangs. */
final class ChorusJobsHealthIndicator extends AbstractHealthIndicator {

    private static final int JOBS_NAMED = 50;

    private final Jobs jobs;

    ChorusJobsHealthIndicator(Jobs jobs) {
        super("The health of jobs cannot be determined");
        this.jobs = jobs;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        Map<String, Object> details = new LinkedHashMap<>();
        boolean hanging = false;
        for (Job job : this.jobs.all()) {
            Map<String, Object> counts = new LinkedHashMap<>();
            OptionalLong hangingNanos = this.jobs.hangingNanos(job);
            if (hangingNanos.isPresent()) {
                hanging = true;
                counts.put("hangingSeconds", hangingNanos.getAsLong() / 1_000_000_000L);
            }
            counts.put("run", job.count(JobOutcome.RUN));
            counts.put("failed", job.count(JobOutcome.FAILED));
            counts.put("missed", job.count(JobOutcome.MISSED));
            counts.put(
                    "skipped",
                    job.count(JobOutcome.NO_AGREEMENT)
                            + job.count(JobOutcome.OVERRUN)
                            + job.count(JobOutcome.LATE)
                            + job.count(JobOutcome.REJECTED));
            if (details.size() < JOBS_NAMED || hangingNanos.isPresent()) {
                details.put(job.description().name(), counts);
            }
        }
        builder.status(hanging ? ChorusHealthIndicator.DEGRADED : Status.UP).withDetails(details);
    }
}
