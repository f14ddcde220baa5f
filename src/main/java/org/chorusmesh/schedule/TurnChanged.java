package org.chorusmesh.schedule;

/**
 * An event: from this cycle on, this node's turn is in another slot, or among another number of
 * slots, than in the cycle before.
 *
 * @param nodeId this node
 * @param job name of the job
 * @param cycle number of the cycle's first beat
 * @param slot its slot, from 0; −1 if it has no turn in this cycle
 * @param of how many slots the cycle has; 0 if it has no turn in this cycle
 */
public record TurnChanged(String nodeId, String job, long cycle, int slot, int of) {

    /** Whether this node has a turn in this cycle. */
    public boolean hasTurn() {
        return this.slot >= 0;
    }
}
