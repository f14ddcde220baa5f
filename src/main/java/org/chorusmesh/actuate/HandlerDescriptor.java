package org.chorusmesh.actuate;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.schedule.BeatSource;
import org.chorusmesh.schedule.Job;
import org.chorusmesh.schedule.JobDescription;
import org.chorusmesh.schedule.JobOutcome;
import org.chorusmesh.schedule.Jobs;
import org.jspecify.annotations.Nullable;

/**
 * One job of the application.
 *
 * @param name in metrics, health and logs
 * @param kind {@code beat} or {@code turn}
 * @param bean that declares it; null for one that was added by the program
 * @param method class and name; null if the program added it
 * @param every on one beat out of so many, or once in so many
 * @param offset which of them
 * @param by who acts on a beat; null for turns
 * @param spread how turns are spread over a cycle; null for beats
 * @param overrun what becomes of it while the run before has not ended
 * @param nextNumber the next beat on which it is due; of turns, the first of the next cycle
 * @param nextInMillis how long until that beat; null while no beats come
 * @param counts what became of the beats and turns on which it was due, since the start
 * @param hangingSeconds for how long a run that hangs has lasted; null if none hangs
 */
record HandlerDescriptor(
        String name,
        String kind,
        @Nullable String bean,
        @Nullable String method,
        long every,
        long offset,
        @Nullable String by,
        @Nullable String spread,
        String overrun,
        long nextNumber,
        @Nullable Long nextInMillis,
        Map<String, Long> counts,
        @Nullable Long hangingSeconds) {

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    static HandlerDescriptor of(Job job, Jobs jobs, BeatSource source) {
        JobDescription description = job.description();
        BeatState state = source.state();
        long nextNumber = description.nextNumber(state.nextNumber());
        OptionalLong hangingNanos = jobs.hangingNanos(job);
        return new HandlerDescriptor(
                description.name(),
                description.kind().tag(),
                description.bean(),
                description.method(),
                description.every(),
                description.offset(),
                lowerCase(description.by()),
                lowerCase(description.spread()),
                description.overrun().name().toLowerCase(Locale.ROOT),
                nextNumber,
                millisUntil(state.instantOf(nextNumber, 0), source),
                counts(job),
                hangingNanos.isPresent() ? hangingNanos.getAsLong() / NANOS_PER_SECOND : null);
    }

    private static @Nullable Long millisUntil(long atNanos, BeatSource source) {
        return (source.isRunning() && atNanos != Long.MAX_VALUE)
                ? Math.max(0, atNanos - source.nanoTime()) / NANOS_PER_MILLI
                : null;
    }

    private static Map<String, Long> counts(Job job) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (JobOutcome outcome : JobOutcome.values()) {
            counts.put(outcome.name().toLowerCase(Locale.ROOT), job.count(outcome));
        }
        return counts;
    }

    private static @Nullable String lowerCase(@Nullable Enum<?> constant) {
        return (constant != null) ? constant.name().toLowerCase(Locale.ROOT) : null;
    }
}
