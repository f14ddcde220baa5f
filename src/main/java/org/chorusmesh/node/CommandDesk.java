package org.chorusmesh.node;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.peers.PeerTable;
import org.chorusmesh.settings.Violation;

/** Carries out the commands of a step, before the rest of the step. */
final class CommandDesk {

    private final SettingsRegister register;
    private final PeerTable peers;
    private final Oscillator oscillator;
    private final BeatKeeper beats;
    private Command.AddressesKnown addresses = new Command.AddressesKnown(false, 0);
    private boolean leaving;

    CommandDesk(
            SettingsRegister register, PeerTable peers, Oscillator oscillator, BeatKeeper beats) {
        this.register = register;
        this.peers = peers;
        this.oscillator = oscillator;
        this.beats = beats;
    }

    /** Carries out commands in order, and returns one result for each. */
    List<CommandResult> apply(List<Command> commands) {
        if (commands.isEmpty()) {
            return List.of();
        }
        List<CommandResult> results = new ArrayList<>(commands.size());
        for (Command command : commands) {
            results.add(apply(command));
        }
        return results;
    }

    private CommandResult apply(Command command) {
        if (command instanceof Command.ChangeSettings change) {
            return this.register.change(change);
        }
        if (command instanceof Command.ChangeMeshSettings change) {
            return this.register.change(change);
        }
        if (command instanceof Command.ResetSettings reset) {
            return this.register.reset(reset);
        }
        if (command instanceof Command.OverridePeer override) {
            return this.register.override(override, this.peers);
        }
        if (command instanceof Command.ForgetPeer forget) {
            return this.peers.forget(forget.nodeId())
                    ? new CommandResult.Applied()
                    : new CommandResult.UnknownPeer();
        }
        if (command instanceof Command.SetPhase set) {
            if (!Double.isFinite(set.phase())) {
                return notFinite("phase");
            }
            double moved = this.oscillator.set(set.phase());
            this.beats.jump(this.oscillator.phase(), moved, this.register.settings());
        } else if (command instanceof Command.Kick kick) {
            if (!Double.isFinite(kick.radians())) {
                return notFinite("kick");
            }
            double moved = this.oscillator.kick(kick.radians());
            this.beats.jump(this.oscillator.phase(), moved, this.register.settings());
        } else if (command instanceof Command.AddressesKnown known) {
            this.addresses = known;
        } else if (command instanceof Command.Leave) {
            this.leaving = true;
        } else {
            throw new IllegalArgumentException("There is no such command: " + command);
        }
        return new CommandResult.Applied();
    }

    private static CommandResult notFinite(String field) {
        return new CommandResult.Invalid(List.of(new Violation(field, "must be a finite number")));
    }

    /** The latest state of discovery. */
    Command.AddressesKnown addresses() {
        return this.addresses;
    }

    /** Whether a command to leave was given; returns true once. */
    boolean takeLeave() {
        boolean announced = this.leaving;
        this.leaving = false;
        return announced;
    }
}
