package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import zmq.ZError;

/** Tests for {@link Shortage}. */
@ExtendWith(OutputCaptureExtension.class)
class ShortageTests {

    private static final String NO_THREAD =
            "unable to create native thread: possibly out of memory or process/resource limits"
                    + " reached";

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Shortage shortage = new Shortage("few", this.now::get);

    @Test
    void tellsAShortageFromOtherErrors() {
        IOException descriptors = new IOException("Too many open files");
        assertThat(Shortage.kindOf(descriptors)).isEqualTo(Shortage.Kind.DESCRIPTORS);
        assertThat(Shortage.kindOf(new ZError.IOException(descriptors)))
                .isEqualTo(Shortage.Kind.DESCRIPTORS);
        assertThat(Shortage.kindOf(new OutOfMemoryError(NO_THREAD)))
                .isEqualTo(Shortage.Kind.THREADS);
        assertThat(Shortage.kindOf(new OutOfMemoryError("Java heap space"))).isNull();
        assertThat(Shortage.kindOf(new IOException())).isNull();
        Exception first = new Exception("a");
        first.initCause(new Exception("b", first));
        assertThat(Shortage.kindOf(first)).isNull();
    }

    @Test
    void saysWhatIsNeededOnceAMinute(CapturedOutput output) {
        this.shortage.expect(100);
        for (int second = 0; second < 60; second++) {
            assertThat(this.shortage.isOne(new IOException("Too many open files"))).isTrue();
            this.now.addAndGet(1_000_000_000L);
        }
        assertThat(output.getAll())
                .containsOnlyOnce(
                        "No more file descriptors: the gossip of few needs about 332 for 100"
                                + " addresses, and this process has ");
        this.shortage.isOne(new OutOfMemoryError(NO_THREAD));
        assertThat(output.getAll()).containsOnlyOnce("No more threads: the gossip of few needs 7");
        this.shortage.isOne(new IOException("Too many open files"));
        assertThat(output.getAll().split("No more file descriptors")).hasSize(3);
    }

    @Test
    void theControlLoopGoesOnWithoutThreadsAndSaysSoOnce(CapturedOutput output)
            throws InterruptedException {
        CountDownLatch ticks = new CountDownLatch(5);
        ControlLoop loop =
                new ControlLoop(
                        new Threads("few"),
                        System::nanoTime,
                        (nowNanos, awakeNanos) -> {
                            ticks.countDown();
                            throw new OutOfMemoryError(NO_THREAD);
                        });
        loop.start();
        ticks.await();
        assertThat(loop.stop(10_000_000_000L)).isTrue();
        assertThat(output.getAll())
                .containsOnlyOnce("No more threads: the gossip of few")
                .doesNotContain("The watch over the connections failed");
    }
}
