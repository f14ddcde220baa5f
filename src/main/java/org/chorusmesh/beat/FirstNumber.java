package org.chorusmesh.beat;

import java.util.OptionalLong;
import org.chorusmesh.dynamics.Phases;

/**
 * The number that a node begins with if it starts a rhythm of its own. The wall clock makes it grow
 * over a restart of a whole mesh. It is a hint: a mesh agrees on its greatest number, whatever the
 * clocks say.
 *
 * <p>The number counts beats of a standard frequency and not of the node's own. Nodes of one mesh
 * differ by a few percent in frequency, and a percent of the seconds since 1970 is more beats than
 * {@link StepPoll} follows. Standard frequencies are √2·2^k, and each serves the frequencies from
 * half of it up to it. So it is never smaller than the rate at which the number grows in between.
 */
public final class FirstNumber {

    private static final double MILLIS_PER_SECOND = 1e3;

    private static final double SQRT_2 = StrictMath.sqrt(2);

    private FirstNumber() {}

    /**
     * The number to begin with: as many beats as the standard frequency gives since 1970, or one
     * more than the last number kept if that is greater and believable.
     *
     * @param wallMillis the wall clock, milliseconds since 1970
     * @param frequencyHz the natural frequency, Hz
     * @param kept the last number that an earlier boot of this node may have fired, if it is known
     * @return 0 … {@link BeatReport#MAX_NUMBER}
     */
    public static long of(long wallMillis, double frequencyHz, OptionalLong kept) {
        long first = byWallClock(wallMillis, frequencyHz);
        if (kept.isPresent() && isBelievable(wallMillis, frequencyHz, kept.getAsLong())) {
            first = Math.max(first, kept.getAsLong() + 1);
        }
        return first;
    }

    /**
     * Whether a kept number is in range and at most 30 days of beats ahead of the wall clock, or
     * 2^20 beats where that is more.
     *
     * @param wallMillis the wall clock, milliseconds since 1970
     * @param frequencyHz the natural frequency, Hz
     * @param kept the number
     */
    public static boolean isBelievable(long wallMillis, double frequencyHz, long kept) {
        return kept >= 0
                && kept < BeatReport.MAX_NUMBER
                && !StepPoll.isFarAhead(
                        kept - byWallClock(wallMillis, frequencyHz), Phases.TURN * frequencyHz);
    }

    private static long byWallClock(long wallMillis, double frequencyHz) {
        double beats = StrictMath.floor(wallMillis * standardHz(frequencyHz) / MILLIS_PER_SECOND);
        return (long) Math.min(Math.max(0, beats), BeatReport.MAX_NUMBER);
    }

    /** The least √2·2^k that is not below a frequency; 0 for 0. */
    private static double standardHz(double frequencyHz) {
        double magnitude = Math.abs(frequencyHz);
        if (magnitude == 0) {
            return 0;
        }
        double standard = StrictMath.scalb(SQRT_2, Math.getExponent(magnitude));
        return (standard < magnitude) ? 2 * standard : standard;
    }
}
