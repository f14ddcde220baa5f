package org.chorusmesh.node;

import org.chorusmesh.dynamics.Field;
import org.chorusmesh.peers.PeerTable;
import org.chorusmesh.settings.Settings;

/**
 * Moves the phase of a node through the time between two steps: in the field of its peers, or on
 * its own while it joins, until it takes over their phase.
 */
final class Motion {

    private final PeerTable peers;
    private final SettingsRegister register;
    private final BeatKeeper beats;
    private final Oscillator oscillator;
    private final CommandDesk desk;
    private final JoinKeeper join;
    private final Field field = new Field();

    /** All parameters are parts of the node. */
    Motion(
            PeerTable peers,
            SettingsRegister register,
            BeatKeeper beats,
            Oscillator oscillator,
            CommandDesk desk,
            JoinKeeper join) {
        this.peers = peers;
        this.register = register;
        this.beats = beats;
        this.oscillator = oscillator;
        this.desk = desk;
        this.join = join;
    }

    /** The field of the peers in the last move; empty while the node waits to join. */
    Field field() {
        return this.field;
    }

    /**
     * Moves the phase on to an instant.
     *
     * @param elapsedNanos the time up to it, ≥ 0
     */
    void advance(Settings settings, long nowNanos, long elapsedNanos) {
        this.field.clear();
        if (this.join.isJoining()) {
            Joining.Outcome outcome =
                    this.join.decide(
                            this.peers,
                            settings,
                            this.desk.addresses(),
                            nowNanos,
                            () ->
                                    this.beats.isFirst(
                                            this.peers, nowNanos, this.register.observer()));
            if (outcome != Joining.Outcome.WAIT) {
                comeIn(outcome, settings, nowNanos);
                return;
            }
        } else {
            this.peers.addTo(
                    this.field, nowNanos - elapsedNanos / 2, nowNanos, this.register.observer());
        }
        double moved = this.oscillator.advance(this.field, settings, elapsedNanos);
        this.beats.follow(this.oscillator.phase(), moved, settings);
    }

    private void comeIn(Joining.Outcome outcome, Settings settings, long nowNanos) {
        if (outcome == Joining.Outcome.ALIGN) {
            this.peers.addTo(this.field, nowNanos, nowNanos, this.register.observer());
        } else if (outcome == Joining.Outcome.ALIGN_AS_HEARD) {
            this.peers.addUnansweredTo(this.field, nowNanos, this.register.observer());
        }
        this.oscillator.align(this.field, settings);
        this.beats.comeIn(
                this.oscillator.phase(),
                (outcome != Joining.Outcome.START) ? this.peers : null,
                nowNanos,
                this.register.observer());
    }
}
