package org.chorusmesh.members;

/** Computes the number of beats in an epoch. */
public final class EpochLength {

    private static final double LEAST_SECONDS = 1;

    private static final double LEAST_PERIODS = 20;

    /**
     * The frequencies of nodes scatter around a value that is often a round number. Without this
     * factor, half of them could be on either side of a power of two.
     */
    private static final double TOLERANCE = 0.9;

    private static final long GREATEST = 1L << 40;

    private EpochLength() {}

    /**
     * The least power of two whose beats last at least max(1 s, 20 periods), or up to a tenth less.
     *
     * @param frequencyHz nominal frequency of the mesh, finite; its sign does not matter
     * @param periodNanos gossip period, > 0
     * @return at least 1; 1 at 0 Hz, where no beat fires
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
