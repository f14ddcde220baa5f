package org.chorusmesh.peers;

/**
 * The silence that is usual between two reports of a peer: mean and mean deviation of the gaps, as
 * exponentially weighted moving averages, and never less than the period that the peer states.
 */
final class ReportRhythm {

    private static final double SMOOTHING = 0.03;

    private static final double DEVIATIONS = 4;

    private double gapNanos;
    private double deviationNanos;

    /** Begins with the stated period and no deviation. */
    ReportRhythm(long statedPeriodNanos) {
        this.gapNanos = statedPeriodNanos;
    }

    /**
     * Takes one gap into account. At most one a drain: reports that come in a burst have no gap
     * worth the name.
     */
    void sample(long observedGapNanos) {
        double error = observedGapNanos - this.gapNanos;
        this.gapNanos += SMOOTHING * error;
        this.deviationNanos += SMOOTHING * (Math.abs(error) - this.deviationNanos);
    }

    /**
     * The silence that is usual by now.
     *
     * @param statedPeriodNanos the period that the peer states by now
     */
    double usualNanos(long statedPeriodNanos) {
        return Math.max(this.gapNanos, statedPeriodNanos) + DEVIATIONS * this.deviationNanos;
    }

    /**
     * The scale of the peer's {@link Fade}.
     *
     * @param usualNanos the silence that is usual
     * @param ttlNanos this node's TTL: the scale is so bounded that a peer's weight is 0 before it
     *     is evicted
     */
    static double scaleNanos(double usualNanos, long ttlNanos) {
        return Math.min(ttlNanos / Fade.GONE_AT_SCALES, usualNanos);
    }
}
