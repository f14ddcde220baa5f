package org.chorusmesh.beat;

import java.util.OptionalLong;
import org.chorusmesh.dynamics.Phases;

/**
 * The number that a node begins with which starts a rhythm of its own. The wall clock makes it grow
 * over a restart of a whole mesh, unless the frequency was lowered since. It is a hint: a mesh
 * agrees on its greatest number, whatever the clocks say.
 */
public final class FirstNumber {

    private static final double MILLIS_PER_SECOND = 1e3;

    private FirstNumber() {}

    /**
     * The number to begin with: as many beats as the frequency gives since 1970, or one more than
     * the last number kept if that is greater and believable.
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
        double beats = StrictMath.floor(wallMillis * Math.abs(frequencyHz) / MILLIS_PER_SECOND);
        return (long) Math.min(Math.max(0, beats), BeatReport.MAX_NUMBER);
    }
}
