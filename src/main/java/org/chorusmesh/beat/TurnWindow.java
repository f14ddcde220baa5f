package org.chorusmesh.beat;

/**
 * One turn of this node. Places are in beats after the beginning of the cycle.
 *
 * @param cycle the number of the cycle's first beat
 * @param slot this node's slot, 0 … of − 1
 * @param of how many slots the cycle has
 * @param begins where the turn begins
 * @param ends where it has to be over
 */
public record TurnWindow(long cycle, int slot, int of, double begins, double ends) {

    /**
     * The turn of a slot.
     *
     * @param cycle the number of the cycle's first beat
     * @param every how many beats a cycle has
     * @param slot 0 … of − 1
     * @param of how many slots there are
     * @param guard by how much a turn ends before its slot does, in beats; half of the slot at most
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
     * @param every how many beats the cycle has
     */
    public long fence(long every) {
        // In whole numbers: a place that is a beat must not be taken for the one before.
        long beat = this.slot * every / this.of;
        long firstOfThatBeat = (beat * this.of + every - 1) / every;
        return Fence.token(this.cycle + beat, this.slot - firstOfThatBeat);
    }
}
