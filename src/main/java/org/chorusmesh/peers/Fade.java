package org.chorusmesh.peers;

/**
 * The weight that silence leaves a peer: 1 up to 1.5 scales, then linearly decreasing to 0 at 2.5
 * scales. The same weight is used in the sum and in its divisor, so that a peer does not pull while
 * it fades and causes no jump when it leaves.
 */
final class Fade {

    /** Scales of silence up to which a peer has its whole weight. */
    static final double FULL_UNTIL_SCALES = 1.5;

    /** Scales of silence from which it has no weight. */
    static final double GONE_AT_SCALES = 2.5;

    private Fade() {}

    /**
     * The weight, 0 … 1.
     *
     * @param silenceNanos ≥ 0
     * @param scaleNanos the usual silence, > 0
     */
    static double weight(long silenceNanos, double scaleNanos) {
        double scales = silenceNanos / scaleNanos;
        return Math.max(
                0, Math.min(1, (GONE_AT_SCALES - scales) / (GONE_AT_SCALES - FULL_UNTIL_SCALES)));
    }
}
