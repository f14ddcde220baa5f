package org.chorusmesh.beat;

/**
 * One turn of this node. Positions are in beats after the start of the cycle.
 *
 * @param cycle number of the first beat of the cycle
 * @param slot index of this node's slot, 0 … of − 1
 * @param of number of slots in the cycle
 * @param begins position at which the turn begins
 * @param ends position at which it must be over
 */
public record TurnWindow(long cycle, int slot, int of, double begins, double ends) {

    /**
     * The turn of a slot.
     *
     * @param cycle number of the first beat of the cycle
     * @param every beats in a cycle
     * @param slot index of the slot, 0 … of − 1
     * @param of number of slots
     * @param guard by how much a turn ends before its slot, in beats; at most half of the slot
     */
    static TurnWindow of(long cycle, long every, int slot, int of, double guard) {
        double length = (double) every / of;
        double begins = slot * length;
        return new TurnWindow(
                cycle, slot, of, begins, begins + length - Math.min(guard, length / 2));
    }

    /**
     * Its fence token.
     *
     * @param every beats in the cycle
     */
    public long fence(long every) {
        // In integers, so that rounding does not move a position that is a beat to the beat before.
        long beat = this.slot * every / this.of;
        long firstOfThatBeat = (beat * this.of + every - 1) / every;
        return Fence.token(this.cycle + beat, this.slot - firstOfThatBeat);
    }
}
