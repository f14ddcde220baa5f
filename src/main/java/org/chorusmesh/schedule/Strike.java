package org.chorusmesh.schedule;

import org.chorusmesh.beat.BeatState;

/**
 * A beat that fires.
 *
 * @param number number of the beat
 * @param previous number of the previous beat, or of the one before the first that this process can
 *     fire; less than the number
 * @param atNanos instant of the beat, on the clock of the source
 * @param nowNanos when it fires, on the same clock
 * @param state the state from which it fires
 */
public record Strike(long number, long previous, long atNanos, long nowNanos, BeatState state) {

    /** How late it fires, nanoseconds. */
    public long latenessNanos() {
        return Math.max(0, this.nowNanos - this.atNanos);
    }

    /** Number of beats of a job that lie between the previous beat and this one. */
    long missedOf(long every, long offset) {
        return cycles(this.number - 1, every, offset) - cycles(this.previous, every, offset);
    }

    private static long cycles(long number, long every, long offset) {
        return Math.floorDiv(number - offset, every);
    }
}
