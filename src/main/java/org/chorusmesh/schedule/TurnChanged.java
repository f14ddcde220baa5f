package org.chorusmesh.schedule;

/**
 * Event: from this cycle on, the turn of this node is in another slot, or the cycle has another
 * number of slots.
 *
 * @param nodeId id of this node
 * @param job name of the job
 * @param cycle number of the first beat of the cycle
 * @param slot its slot, from 0; −1 if it has no turn in this cycle
 * @param of number of slots in the cycle; 0 if it has no turn in this cycle
 */
public record TurnChanged(String nodeId, String job, long cycle, int slot, int of) {

    /** Whether this node has a turn in this cycle. */
    public boolean hasTurn() {
        return this.slot >= 0;
    }
}
