package org.chorusmesh.schedule;

import org.chorusmesh.beat.BeatState;

/**
 * A beat as it fires.
 *
 * @param number which beat
 * @param previous the beat that fired before, or the last one that this node did not hear; less
 *     than the number
 * @param atNanos the instant that it belongs to, on the source's clock
 * @param nowNanos when it fires
 * @param state the state that it fires by
 */
public record Strike(long number, long previous, long atNanos, long nowNanos, BeatState state) {

    /** How late it fires. */
    public long latenessNanos() {
        return Math.max(0, this.nowNanos - this.atNanos);
    }

    /** How many beats of a cycle have been left out between the one before and this one. */
    long missedOf(long every, long offset) {
        return cycles(this.number - 1, every, offset) - cycles(this.previous, every, offset);
    }

    private static long cycles(long number, long every, long offset) {
        return Math.floorDiv(number - offset, every);
    }
}
