package org.chorusmesh.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.chorusmesh.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tests for {@link Job}. */
@ExtendWith(OutputCaptureExtension.class)
class JobTests {

    private final Deque<Runnable> handed = new ArrayDeque<>();

    private final List<String> ran = new ArrayList<>();

    private long nowNanos;

    private Job job(JobDescription.Kind kind, Overrun overrun, JobRunner runner) {
        return new Job(
                (kind == JobDescription.Kind.BEAT)
                        ? JobDescription.onBeat("job", new BeatRule(4, 0, By.ALL), overrun)
                        : JobDescription.onTurn("job", 4, Spread.EVEN, overrun),
                runner,
                ObservationRegistry.NOOP,
                () -> this.nowNanos);
    }

    private Job job(Overrun overrun) {
        return job(JobDescription.Kind.BEAT, overrun, this.handed::add);
    }

    @Test
    void skipsWhileItRuns() {
        Job job = job(Overrun.SKIP);
        job.offer(() -> this.ran.add("a"));
        job.offer(() -> this.ran.add("b"));
        runAll();
        job.offer(() -> this.ran.add("c"));
        runAll();
        assertThat(this.ran).containsExactly("a", "c");
        assertThat(job.count(JobOutcome.RUN)).isEqualTo(2);
        assertThat(job.count(JobOutcome.OVERRUN)).isOne();
        assertThat(job.count(JobOutcome.OVERLAPPED)).isZero();
    }

    @Test
    void queuesTheNewestOne() {
        Job job = job(Overrun.QUEUE_ONE);
        job.offer(() -> this.ran.add("a"));
        job.offer(() -> this.ran.add("b"));
        job.offer(() -> this.ran.add("c"));
        assertThat(this.handed).hasSize(1);
        runAll();
        assertThat(this.ran).containsExactly("a", "c");
        assertThat(job.count(JobOutcome.RUN)).isEqualTo(2);
        assertThat(job.count(JobOutcome.OVERRUN)).isOne();
        assertThat(job.count(JobOutcome.OVERLAPPED)).isOne();
    }

    @Test
    void runsSideBySideWhereThatIsAsked() {
        Job job = job(Overrun.CONCURRENT);
        job.offer(() -> this.ran.add("a"));
        job.offer(() -> this.ran.add("b"));
        assertThat(this.handed).hasSize(2);
        runAll();
        assertThat(job.count(JobOutcome.RUN)).isEqualTo(2);
        assertThat(job.count(JobOutcome.OVERRUN)).isZero();
        assertThat(job.count(JobOutcome.OVERLAPPED)).isOne();
    }

    @Test
    void countsFailuresAndLogsThemOnceAKind(CapturedOutput output) {
        Job job = job(Overrun.SKIP);
        for (int i = 0; i < 3; i++) {
            job.offer(
                    () -> {
                        throw new IllegalStateException("broken on purpose");
                    });
            runAll();
            job.offer(
                    () -> {
                        throw new AssertionError("an error on purpose");
                    });
            runAll();
        }
        assertThat(job.count(JobOutcome.FAILED)).isEqualTo(6);
        assertThat(job.count(JobOutcome.RUN)).isEqualTo(6);
        assertThat(output.getAll().split("The job job has failed", -1)).hasSize(3);
    }

    @Test
    void goesOnWhereTheExecutorRefuses(CapturedOutput output) {
        Job job =
                job(
                        JobDescription.Kind.BEAT,
                        Overrun.QUEUE_ONE,
                        (body) -> {
                            throw new RejectedExecutionException("full");
                        });
        job.offer(() -> this.ran.add("a"));
        job.offer(() -> this.ran.add("b"));
        assertThat(job.count(JobOutcome.REJECTED)).isEqualTo(2);
        assertThat(job.count(JobOutcome.OVERRUN)).isZero();
        assertThat(output.getAll().split("was rejected by its executor", -1)).hasSize(2);
    }

    @Test
    void goesOnWhereTheExecutorHasNoThread() {
        List<Runnable> threads = new ArrayList<>();
        int[] asked = {0};
        Job job =
                job(
                        JobDescription.Kind.BEAT,
                        Overrun.SKIP,
                        (body) -> {
                            if (asked[0]++ == 0) {
                                throw new OutOfMemoryError("unable to create native thread");
                            }
                            threads.add(body);
                        });
        job.offer(() -> this.ran.add("a"));
        job.offer(() -> this.ran.add("b"));
        threads.forEach(Runnable::run);
        assertThat(this.ran).containsExactly("b");
        assertThat(job.count(JobOutcome.REJECTED)).isOne();
        assertThat(job.count(JobOutcome.OVERRUN)).isZero();
    }

    @Test
    void doesNotBeginABodyWhoseTimeIsOver() {
        Job job = job(JobDescription.Kind.TURN, Overrun.SKIP, this.handed::add);
        job.offer(turn(0));
        runAll();
        assertThat(this.ran).isEmpty();
        assertThat(job.count(JobOutcome.LATE)).isOne();
        assertThat(job.count(JobOutcome.RUN)).isZero();
    }

    @Test
    void hangsAfterAMinuteOrThreeIntervals() {
        Job job = job(Overrun.SKIP);
        job.offer(() -> this.ran.add("a"));
        this.nowNanos = Duration.ofSeconds(61).toNanos();
        assertThat(job.hangingNanos(1)).hasValue(this.nowNanos);
        assertThat(job.hangingNanos(Duration.ofMinutes(1).toNanos())).isEmpty();
        this.nowNanos = Duration.ofSeconds(181).toNanos();
        assertThat(job.hangingNanos(Duration.ofMinutes(1).toNanos())).hasValue(this.nowNanos);
        runAll();
        assertThat(job.hangingNanos(1)).isEmpty();
    }

    @Test
    void beginsNothingOnceClosed() {
        Job job = job(Overrun.QUEUE_ONE);
        job.offer(() -> this.ran.add("handed to the executor, which has not begun it"));
        job.offer(() -> this.ran.add("queued"));
        assertThat(job.close()).isDone();
        job.offer(() -> this.ran.add("offered"));
        runAll();
        assertThat(this.ran).isEmpty();
        job.open();
        job.offer(() -> this.ran.add("a"));
        runAll();
        assertThat(this.ran).containsExactly("a");
    }

    @Test
    void waitsForATurnThatRuns() {
        Job job = job(JobDescription.Kind.TURN, Overrun.SKIP, this.handed::add);
        List<CompletableFuture<Void>> closed = new ArrayList<>();
        List<Boolean> done = new ArrayList<>();
        job.offer(
                new Body() {
                    @Override
                    public void run() {
                        closed.add(job.close());
                        done.add(closed.get(0).isDone());
                    }

                    @Override
                    public long remainingNanos() {
                        return Duration.ofHours(1).toNanos();
                    }
                });
        runAll();
        assertThat(done).containsExactly(false);
        assertThat(closed.get(0)).succeedsWithin(Patience.LIMIT);
    }

    @Test
    void waitsForATurnNoLongerThanItLasts() {
        Job job = job(JobDescription.Kind.TURN, Overrun.SKIP, this.handed::add);
        job.offer(turn(Duration.ofMillis(20).toNanos()));
        assertThat(job.close()).succeedsWithin(Patience.LIMIT);
    }

    private Body turn(long remainingNanos) {
        return new Body() {
            @Override
            public void run() {
                JobTests.this.ran.add("turn");
            }

            @Override
            public long remainingNanos() {
                return remainingNanos;
            }
        };
    }

    private void runAll() {
        while (!this.handed.isEmpty()) {
            this.handed.remove().run();
        }
    }
}
