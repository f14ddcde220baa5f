package org.chorusmesh.beat;

import org.chorusmesh.dynamics.Phases;

/**
 * By how much a peer's unwrapped phase is ahead of this node's: (Φ_j − Φ_i) / 2π. The whole number
 * and the rest are separate, since their sum would lose digits.
 *
 * @param beats the nearest whole number of beats
 * @param remainder the rest, −½ … ½ turn
 */
record Lead(long beats, double remainder) {

    /** The greatest remainder of a peer that is beside this node, in turns. */
    private static final double BESIDE = 1.0 / 8;

    /**
     * Compares a peer with this node.
     *
     * @param number the peer's number at its report
     * @param turn its s·θ now, radians, not wrapped since the report
     * @param own this node
     */
    static Lead of(long number, double turn, BeatCount own) {
        double turns = (turn - own.turn()) / Phases.TURN;
        double whole = StrictMath.rint(turns);
        return new Lead(number - own.number() + (long) whole, turns - whole);
    }

    /** Whether the peer is beside this node: within an eighth of a turn of a whole number. */
    boolean isBeside() {
        return Math.abs(this.remainder) < BESIDE;
    }
}
