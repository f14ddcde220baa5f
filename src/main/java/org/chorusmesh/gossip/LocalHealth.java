package org.chorusmesh.gossip;

/**
 * How much more time this node gives others while it is starved of CPU itself, after Lifeguard's
 * local health (Dadgar, Phillips and Currey, 2018). A thread that wakes late shows it: reports of
 * peers then wait in this process, and every dial would take CPU from those that are under way. The
 * control thread owns it.
 */
final class LocalHealth {

    /** Lateness that a healthy machine may show. */
    private static final long USUAL_LATENESS_NANOS = 25_000_000L;

    /** The greatest factor; also bounds what a single pause of the machine adds. */
    private static final double MOST = 8;

    private static final double SMOOTHING = 0.125;

    private double latenessNanos;

    /**
     * Notes by how much the thread has woken later than it meant to.
     *
     * @param nanos ≥ 0
     */
    void woke(long nanos) {
        double bounded = Math.min(nanos, MOST * USUAL_LATENESS_NANOS);
        this.latenessNanos += SMOOTHING * (bounded - this.latenessNanos);
    }

    /** Whether the thread wakes in time at present, so that it may sleep longer. */
    boolean isInTime() {
        return this.latenessNanos < USUAL_LATENESS_NANOS / 2.0;
    }

    /** By what to multiply the time after which another node is taken for silent, 1 … 8. */
    double factor() {
        return Math.max(1, this.latenessNanos / USUAL_LATENESS_NANOS);
    }

    /** A time limit for others, stretched. */
    long stretched(long nanos) {
        return (long) (nanos * factor());
    }
}
