package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests for {@link ControlLoop}. */
class ControlLoopTests {

    private static final long MILLI = 1_000_000L;
    private static final long FOR_EVER = Long.MAX_VALUE / 2;

    private final AtomicLong now = new AtomicLong(-7);
    private final List<Long> awake = new CopyOnWriteArrayList<>();
    private volatile long stepNanos;
    private volatile long pauseNanos = MILLI;
    private final ControlLoop loop =
            new ControlLoop(
                    new Threads("loop"), () -> this.now.getAndAdd(this.stepNanos), this::tick);

    @AfterEach
    void stop() {
        assertThat(this.loop.stop(10_000 * MILLI)).isTrue();
    }

    private long tick(long nowNanos, long awakeNanos) {
        this.awake.add(awakeNanos);
        return this.pauseNanos;
    }

    @Test
    void countsATimeInWhichItDidNotRunOnlyUpToALimit() {
        this.stepNanos = 5_000 * MILLI;
        this.loop.start();
        GossipFixture.await().until(() -> this.awake.size() > 5);
        for (int i = 1; i < 5; i++) {
            assertThat(this.awake.get(i) - this.awake.get(i - 1)).isEqualTo(100 * MILLI);
        }
    }

    @Test
    void countsAllOfAPauseThatTheTaskAskedFor() {
        this.stepNanos = 40 * MILLI;
        this.loop.start();
        GossipFixture.await().until(() -> this.awake.size() > 5);
        for (int i = 1; i < 5; i++) {
            assertThat(this.awake.get(i) - this.awake.get(i - 1)).isEqualTo(40 * MILLI);
        }
    }

    @Test
    void runsAFewQuickTicksWhenWokenAndThenPausesForAsLongAsTheTaskAsks() {
        this.pauseNanos = FOR_EVER;
        this.loop.start();
        int quick = 9;
        GossipFixture.await().until(() -> this.awake.size() == quick);
        this.loop.wakeUp();
        GossipFixture.await().until(() -> this.awake.size() == 2 * quick);
        for (int i = 0; i < 100; i++) {
            this.loop.wakeUp();
        }
        // All of them in one tick, or a few.
        GossipFixture.await().until(() -> this.awake.size() >= 3 * quick);
        assertThat(this.awake).hasSizeLessThan(5 * quick);
    }
}
