package org.chorusmesh.members;

/** How many beats an epoch has. */
public final class EpochLength {

    private static final double LEAST_SECONDS = 1;

    private static final double LEAST_PERIODS = 20;

    /**
     * Nodes are detuned around a frequency that is often a round number. Without it, half of them
     * would stand on either side of a power of two.
     */
    private static final double TOLERANCE = 0.9;

    private static final long GREATEST = 1L << 40;

    private EpochLength() {}

    /**
     * The least power of two whose beats last at least max(1 s, 20 periods), or up to a tenth less.
     *
     * @param frequencyHz the mesh's nominal frequency, finite; its sign does not matter
     * @param periodNanos how often a node reports, > 0
     * @return at least 1; 1 at 0 Hz, where no beat falls
     */
    public static long of(double frequencyHz, long periodNanos) {
        double leastSeconds = Math.max(LEAST_SECONDS, LEAST_PERIODS * periodNanos / 1e9);
        double leastBeats = TOLERANCE * leastSeconds * Math.abs(frequencyHz);
        long beats = 1;
        while (beats < leastBeats && beats < GREATEST) {
            beats *= 2;
        }
        return beats;
    }
}
