package org.chorusmesh.follow;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The address of a node that can be followed, with the time until it is queried again after a
 * failure.
 */
final class NodeAddress {

    private static final long FIRST_NANOS = 250_000_000L;

    private static final long LONGEST_NANOS = 10_000_000_000L;

    private static final int MAX_DOUBLINGS = 6;

    /** So that followers which lost the same node do not return at the same time. */
    private static final double JITTER = 0.5;

    private final URI url;
    private int failures;
    private long notBeforeNanos;
    private volatile @Nullable String problem;

    NodeAddress(URI url) {
        this.url = url;
    }

    /** The URL of its API. */
    URI url() {
        return this.url;
    }

    /** Why it cannot be followed; null if the last query succeeded or there was none. */
    @Nullable String problem() {
        return this.problem;
    }

    /** The time until it may be queried again, nanoseconds; 0 if it may be now. */
    long restNanos(long nowNanos) {
        return (this.failures == 0) ? 0 : Math.max(0, this.notBeforeNanos - nowNanos);
    }

    void succeed() {
        this.failures = 0;
        this.problem = null;
    }

    /**
     * Records a failure. The pause until the next query doubles with each failure.
     *
     * @param chance a random number for the jitter, 0 … 1
     * @return whether the reason differs from the last one
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
