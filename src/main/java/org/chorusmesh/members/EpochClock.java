package org.chorusmesh.members;

import java.util.OptionalLong;

/**
 * Decides when this node freezes a list: when its number first enters an epoch, it freezes the list
 * of the epoch after that.
 */
public final class EpochClock {

    private static final long NONE = -1;

    private long entered = NONE;
    private long epochBeats;

    /**
     * Updates the number after a step. The first number after {@link #restart()}, or with another
     * length of the epoch, comes from joining: its epoch has begun already and was not entered.
     *
     * @param number this node's beat number after the step, ≥ 0
     * @param beats the epoch's length, ≥ 1
     * @param settled whether this node is settled
     * @param waking whether the step follows a pause, so that the node's state may be old
     * @return the epoch whose list is to be frozen now; empty if the number enters no epoch or
     *     skips one, or if this node must not freeze a list
     */
    public OptionalLong enter(long number, long beats, boolean settled, boolean waking) {
        if (beats != this.epochBeats) {
            this.epochBeats = beats;
            restart();
        }
        long epoch = number / beats;
        // The number can go back if coupling turns the phase back.
        if (epoch <= this.entered) {
            return OptionalLong.empty();
        }
        boolean inOrder = this.entered != NONE && epoch == this.entered + 1;
        this.entered = epoch;
        return (inOrder && settled && !waking) ? OptionalLong.of(epoch + 1) : OptionalLong.empty();
    }

    /** Forgets the epoch: the next number comes from joining. */
    public void restart() {
        this.entered = NONE;
    }
}
