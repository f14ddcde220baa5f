package org.chorusmesh.follow;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** One of the nodes that may be followed, and how long it is left alone after it has failed. */
final class NodeAddress {

    private static final long FIRST_NANOS = 250_000_000L;

    private static final long LONGEST_NANOS = 10_000_000_000L;

    private static final int MAX_DOUBLINGS = 6;

    /** Followers that lost the same node must not come back together. */
    private static final double JITTER = 0.5;

    private final URI url;
    private int failures;
    private long notBeforeNanos;
    private volatile @Nullable String problem;

    NodeAddress(URI url) {
        this.url = url;
    }

    /** Where its API is. */
    URI url() {
        return this.url;
    }

    /** Why it cannot be followed; null if it could the last time, or was never asked. */
    @Nullable String problem() {
        return this.problem;
    }

    /** For how long it must not be asked yet, 0 if it may. */
    long restNanos(long nowNanos) {
        return (this.failures == 0) ? 0 : Math.max(0, this.notBeforeNanos - nowNanos);
    }

    void succeed() {
        this.failures = 0;
        this.problem = null;
    }

    /**
     * It has failed: leave it alone, each time for twice as long.
     *
     * @param chance 0 … 1
     * @return whether the reason is another than the last time
     */
    boolean fail(String reason, long nowNanos, double chance) {
        long pause = Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(this.failures, MAX_DOUBLINGS));
        this.failures++;
        this.notBeforeNanos = nowNanos + (long) (pause * (1 - JITTER * chance));
        boolean changed = !reason.equals(this.problem);
        this.problem = reason;
        return changed;
    }
}
