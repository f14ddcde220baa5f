package org.chorusmesh.service;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.chorusmesh.beat.BeatState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a node's beat number ahead while the node runs, and the exact one when it stops. The file
 * is written on a thread of its own, at most once in ten seconds, or once a second where the number
 * leaps beyond what was written ahead.
 */
final class BeatNumberKeeper {

    private static final int PERIOD_SECONDS = BeatNumberStore.AHEAD_SECONDS / 2;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private static final long CLOSE_TIMEOUT_SECONDS = 1;

    private static final Logger logger = LoggerFactory.getLogger(BeatNumberKeeper.class);

    private final BeatNumberStore store;

    private final ExecutorService writer;

    private long last = -1;

    private long written = -1;

    private long writtenAtNanos;

    /**
     * A keeper that has seen no beat yet.
     *
     * @param store where the number is kept
     * @param nodeId names the thread
     */
    BeatNumberKeeper(BeatNumberStore store, String nodeId) {
        this.store = store;
        this.writer =
                Executors.newSingleThreadExecutor(
                        (task) -> {
                            Thread thread = new Thread(task, "chorus-beat-number-" + nodeId);
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** Looks after each step, on the integrator's thread. */
    void look(BeatState state) {
        long reached = state.nextNumber() - 1;
        if (reached == this.last) {
            return;
        }
        this.last = reached;
        if (this.written < 0 || isDue(reached, state)) {
            this.written = BeatNumberStore.ahead(reached, state.rate());
            this.writtenAtNanos = state.atNanos();
            write(this.written);
        }
    }

    private boolean isDue(long reached, BeatState state) {
        long sinceNanos = state.atNanos() - this.writtenAtNanos;
        if (reached >= this.written) {
            return sinceNanos >= NANOS_PER_SECOND;
        }
        return sinceNanos >= PERIOD_SECONDS * NANOS_PER_SECOND
                && reached + BeatNumberStore.beats(state.rate(), PERIOD_SECONDS) >= this.written;
    }

    private void write(long number) {
        this.writer.execute(() -> this.store.keep(number));
    }

    /** Leaves the exact number, if a step has shown one; waits at most a second for that. */
    void close() {
        if (this.last >= 0) {
            write(this.last);
        }
        this.writer.shutdown();
        try {
            if (!this.writer.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                logger.warn("The last beat number is not written yet: the disk is too slow");
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
