package org.chorusmesh.peers;

/**
 * Estimates the usual silence between two reports of a peer: mean and mean deviation of the gaps,
 * as exponentially weighted moving averages. It is at least the period that the peer states.
 */
final class ReportRhythm {

    private static final double SMOOTHING = 0.03;

    private static final double DEVIATIONS = 4;

    private double gapNanos;
    private double deviationNanos;

    /** Starts with the stated period and no deviation. */
    ReportRhythm(long statedPeriodNanos) {
        this.gapNanos = statedPeriodNanos;
    }

    /** Adds a gap, at most one for each drain: reports in a burst have no meaningful gap. */
    void sample(long observedGapNanos) {
        double error = observedGapNanos - this.gapNanos;
        this.gapNanos += SMOOTHING * error;
        this.deviationNanos += SMOOTHING * (Math.abs(error) - this.deviationNanos);
    }

    /**
     * The present usual silence, nanoseconds.
     *
     * @param statedPeriodNanos the period that the peer states at present
     */
    double usualNanos(long statedPeriodNanos) {
        return Math.max(this.gapNanos, statedPeriodNanos) + DEVIATIONS * this.deviationNanos;
    }

    /**
     * The scale of the peer's {@link Fade}.
     *
     * @param usualNanos the usual silence
     * @param ttlNanos TTL of this node, which bounds the scale so that the weight of a peer is 0
     *     before it is evicted
     */
    static double scaleNanos(double usualNanos, long ttlNanos) {
        return Math.min(ttlNanos / Fade.GONE_AT_SCALES, usualNanos);
    }
}
