package org.chorusmesh.schedule;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job that runs repeatedly, with counts of its outcomes. Bodies run on a {@link JobRunner}, so
 * offering one never waits.
 */
public final class Job {

    private static final Logger logger = LoggerFactory.getLogger(Job.class);

    /**
     * A job throws few kinds of exceptions. The limit bounds exceptions with generated class names.
     */
    private static final int MAX_KINDS_LOGGED = 32;

    /** A run hangs if it lasts longer than this and than three intervals. */
    private static final long LEAST_HANGING_NANOS = 60_000_000_000L;

    private final JobDescription description;
    private final JobRunner runner;
    private final ObservationRegistry observations;
    private final LongSupplier nanoTime;
    private final AtomicLongArray counts = new AtomicLongArray(JobOutcome.values().length);
    private final Set<Run> running = new LinkedHashSet<>();
    private final Set<String> kindsLogged = new HashSet<>();
    private @Nullable Body waiting;
    private boolean closed;

    Job(
            JobDescription description,
            JobRunner runner,
            ObservationRegistry observations,
            LongSupplier nanoTime) {
        this.description = description;
        this.runner = runner;
        this.observations = observations;
        this.nanoTime = nanoTime;
    }

    /** The description of the job. */
    public JobDescription description() {
        return this.description;
    }

    /** Number of runs with an outcome since the start. */
    public long count(JobOutcome outcome) {
        return this.counts.get(outcome.ordinal());
    }

    void add(JobOutcome outcome, long times) {
        if (times != 0) {
            this.counts.addAndGet(outcome.ordinal(), times);
        }
    }

    /**
     * The time for which its oldest run has lasted, nanoseconds, if it hangs: if it is longer than
     * a minute and than three intervals.
     *
     * @param intervalNanos the time from one beat or turn of this job to the next
     */
    public OptionalLong hangingNanos(long intervalNanos) {
        synchronized (this.running) {
            long now = this.nanoTime.getAsLong();
            long bound = Math.max(LEAST_HANGING_NANOS, 3 * intervalNanos);
            return this.running.stream()
                    .mapToLong((run) -> now - run.sinceNanos)
                    .filter((nanos) -> nanos > bound)
                    .max();
        }
    }

    /** Runs a body, subject to the overrun policy. */
    void offer(Body body) {
        Run run;
        synchronized (this.running) {
            if (this.closed) {
                return;
            }
            Overrun overrun = this.description.overrun();
            if (!this.running.isEmpty() && overrun != Overrun.CONCURRENT) {
                if (overrun == Overrun.SKIP || this.waiting != null) {
                    add(JobOutcome.OVERRUN, 1);
                }
                if (overrun == Overrun.QUEUE_ONE) {
                    this.waiting = body;
                }
                return;
            }
            run = begin(body, !this.running.isEmpty());
        }
        hand(run);
    }

    private Run begin(Body body, boolean overlaps) {
        Run run = new Run(body, this.nanoTime.getAsLong(), overlaps);
        this.running.add(run);
        return run;
    }

    private void hand(Run run) {
        try {
            this.runner.run(() -> perform(run));
        } catch (RuntimeException | Error ex) {
            // An error too, such as that there is no thread: a run that never ends would stop the
            // job, and the jobs behind it would miss the beat.
            add(JobOutcome.REJECTED, 1);
            logOnce(ex, "was rejected by its executor");
            handNext(end(run));
        }
    }

    private void handNext(@Nullable Run next) {
        if (next != null) {
            hand(next);
        }
    }

    private void perform(Run run) {
        try {
            if (isClosed()) {
                return;
            }
            if (run.body.remainingNanos() <= 0) {
                add(JobOutcome.LATE, 1);
                return;
            }
            add(JobOutcome.RUN, 1);
            add(JobOutcome.OVERLAPPED, run.overlaps ? 1 : 0);
            observe(run.body);
        } finally {
            handNext(end(run));
        }
    }

    private boolean isClosed() {
        synchronized (this.running) {
            return this.closed;
        }
    }

    /** Ends a run, and returns the run that waited for its end; null if there is none. */
    private @Nullable Run end(Run run) {
        Run next = null;
        synchronized (this.running) {
            this.running.remove(run);
            Body queued = this.waiting;
            if (queued != null && this.running.isEmpty()) {
                this.waiting = null;
                next = this.closed ? null : begin(queued, true);
            }
        }
        run.ended.complete(null);
        return next;
    }

    private void observe(Body body) {
        Observation observation =
                Observation.createNotStarted("chorus.job", this.observations)
                        .contextualName(this.description.name())
                        .lowCardinalityKeyValue("job", this.description.name())
                        .lowCardinalityKeyValue("kind", this.description.kind().tag());
        try {
            observation.observeChecked(body::run);
        } catch (Throwable ex) {
            add(JobOutcome.FAILED, 1);
            logOnce(ex, "has failed");
        }
    }

    private void logOnce(Throwable failure, String what) {
        StackTraceElement[] trace = failure.getStackTrace();
        String kind = failure.getClass().getName() + ((trace.length > 0) ? trace[0] : "");
        boolean isNew;
        synchronized (this.kindsLogged) {
            isNew = this.kindsLogged.size() < MAX_KINDS_LOGGED && this.kindsLogged.add(kind);
        }
        if (isNew) {
            logger.error(
                    "The job {} {}; it continues with the next beat. Logged once for each kind of failure",
                    this.description.name(),
                    what,
                    failure);
        }
    }

    /** Allows runs again after {@link #close()}. */
    void open() {
        synchronized (this.running) {
            this.closed = false;
        }
    }

    /**
     * Starts no more runs.
     *
     * @return completed when every running turn has ended or its time is over
     */
    CompletableFuture<Void> close() {
        List<Run> last;
        synchronized (this.running) {
            this.closed = true;
            this.waiting = null;
            last = List.copyOf(this.running);
        }
        if (this.description.kind() != JobDescription.Kind.TURN) {
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.allOf(
                last.stream().map(Run::endedOrOver).toArray(CompletableFuture<?>[]::new));
    }

    /** A run that was handed to the runner. */
    private static final class Run {

        private final Body body;
        private final long sinceNanos;
        private final boolean overlaps;
        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        /**
         * @param overlaps whether it was due while the run before lasted
         */
        Run(Body body, long sinceNanos, boolean overlaps) {
            this.body = body;
            this.sinceNanos = sinceNanos;
            this.overlaps = overlaps;
        }

        CompletableFuture<Void> endedOrOver() {
            return this.ended
                    .copy()
                    .completeOnTimeout(
                            null, Math.max(0, this.body.remainingNanos()), TimeUnit.NANOSECONDS);
        }
    }
}
