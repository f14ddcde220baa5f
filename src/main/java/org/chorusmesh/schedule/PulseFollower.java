package org.chorusmesh.schedule;

import org.chorusmesh.beat.BeatState;

/** What a pulse drives. It is called by one thread at a time and never waits. */
public interface PulseFollower {

    /** A beat fires. */
    void onBeat(Strike strike);

    /**
     * Begins what is due at an instant between beats.
     *
     * @param state fresh
     * @param nowNanos the source's clock
     * @return when it has to look again, if nothing changes; {@link Pulse#NEVER} for the next beat
     */
    default long look(BeatState state, long nowNanos) {
        return Pulse.NEVER;
    }
}
