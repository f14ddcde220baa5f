package org.chorusmesh.beat;

/**
 * The round trip up to which the number of a peer is exact. By how many beats a peer is ahead is
 * known only while the error of the delay estimate, at most half of the round trip, is well below
 * an eighth of a turn.
 */
public final class ExactNumber {

    private static final double MAX_ROUND_TRIP_TURNS = 1.0 / 4;

    private static final double NANOS_PER_SECOND = 1e9;

    private ExactNumber() {}

    /**
     * The greatest round trip at which a peer's number is exact: a quarter of a turn.
     *
     * @param naturalFrequency ω of this node, rad/s
     * @return nanoseconds; infinite at a frequency of 0
     */
    public static double maxRoundTripNanos(double naturalFrequency) {
        double turnSeconds = 2 * Math.PI / Math.abs(naturalFrequency);
        return MAX_ROUND_TRIP_TURNS * turnSeconds * NANOS_PER_SECOND;
    }
}
