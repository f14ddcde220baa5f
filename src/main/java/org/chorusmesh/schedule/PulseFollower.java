package org.chorusmesh.schedule;

import org.chorusmesh.beat.BeatState;

/** Receives the beats of a pulse. Called by one thread at a time; must not block. */
public interface PulseFollower {

    /** Called when a beat fires. */
    void onBeat(Strike strike);

    /**
     * Starts what is due at an instant between beats.
     *
     * @param state a fresh state
     * @param nowNanos the present time on the clock of the source
     * @return when to call again if nothing changes; {@link Pulse#NEVER} to wait for the next beat
     */
    default long look(BeatState state, long nowNanos) {
        return Pulse.NEVER;
    }
}
