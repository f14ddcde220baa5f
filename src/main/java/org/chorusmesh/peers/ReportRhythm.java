package org.chorusmesh.peers;

/**
 * Estimates the usual silence between two reports of a peer: mean and mean deviation of the gaps,
 * as exponentially weighted moving averages. It is at least the period that the peer states.
 *
 * <p>A report states the time to the next one, which can differ from report to report. So a gap is
 * compared with what the report before it stated, and both averages are scaled with the stated
 * period: a peer that reports more often from now on is missed sooner at once.
 */
final class ReportRhythm {

    private static final double SMOOTHING = 0.03;

    private static final double DEVIATIONS = 4;

    private static final double USUAL_SILENCES_PER_TTL = 4;

    private static final double REGULAR_PERIODS = 2;

    private long statedNanos;
    private long sampledAtNanos;
    private long receivedNanos;
    private long longestPeriodNanos;
    private double gapNanos;
    private double deviationNanos;

    /**
     * Starts with the stated period and no deviation.
     *
     * @param statedNanos the period that the first report states, > 0
     * @param wakingNanos waking time at its receipt
     */
    ReportRhythm(long statedNanos, long wakingNanos) {
        this.statedNanos = statedNanos;
        this.sampledAtNanos = wakingNanos;
        this.receivedNanos = wakingNanos;
        this.gapNanos = statedNanos;
    }

    /**
     * Takes a report into account. Of several in one step only the first is a sample: reports in a
     * burst have no meaningful gap. A report that comes early to state a shorter period is none
     * either.
     *
     * @param wakingNanos waking time at the step that takes it
     * @param waitedNanos for how long it waited for that step; 0 if that is not known
     * @param nextStatedNanos the period that it states, > 0
     * @param longestPeriodNanos the longest time between two reports with which it copes; 0 if it
     *     does not cope with reports at uneven times
     */
    void hear(long wakingNanos, long waitedNanos, long nextStatedNanos, long longestPeriodNanos) {
        this.longestPeriodNanos = longestPeriodNanos;
        long receivedNanos = Math.max(this.receivedNanos, wakingNanos - waitedNanos);
        long gap = receivedNanos - this.receivedNanos;
        if (wakingNanos != this.sampledAtNanos
                && gap > 0
                && (nextStatedNanos >= this.statedNanos || gap >= this.statedNanos)) {
            sample(gap);
        }
        this.sampledAtNanos = wakingNanos;
        this.receivedNanos = receivedNanos;
        if (nextStatedNanos != this.statedNanos) {
            double ratio = (double) nextStatedNanos / this.statedNanos;
            this.gapNanos *= ratio;
            this.deviationNanos *= ratio;
            this.statedNanos = nextStatedNanos;
        }
    }

    private void sample(long observedGapNanos) {
        double error = observedGapNanos - this.gapNanos;
        this.gapNanos += SMOOTHING * error;
        this.deviationNanos += SMOOTHING * (Math.abs(error) - this.deviationNanos);
    }

    /** The time to its next report that the peer states at present. */
    long statedNanos() {
        return this.statedNanos;
    }

    /** The present usual silence, nanoseconds. */
    double usualNanos() {
        return Math.max(this.gapNanos, this.statedNanos) + DEVIATIONS * this.deviationNanos;
    }

    /** Whether its reports come about as often as it states: few of them are lost or late. */
    boolean isRegular() {
        return usualNanos() < REGULAR_PERIODS * this.statedNanos;
    }

    /** The longest time between two reports with which it copes; 0 for a constant period only. */
    long copesWithNanos() {
        return this.longestPeriodNanos;
    }

    /**
     * The longest period with which it copes and a silence as usual as at present stays below a
     * quarter of the TTL. Where reports of a peer are lost, reports to it probably are too.
     */
    long longestPeriodNanos(long ttlNanos) {
        double usual = ttlNanos / USUAL_SILENCES_PER_TTL / usualNanos() * this.statedNanos;
        return Math.min(this.longestPeriodNanos, (long) usual);
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
