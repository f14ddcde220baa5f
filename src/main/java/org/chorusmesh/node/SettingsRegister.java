package org.chorusmesh.node;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chorusmesh.peers.Observer;
import org.chorusmesh.peers.PeerTable;

/**
 * The settings and overrides in force, with the version that counts their changes.
 */
final class SettingsRegister {

    private final long bootBits;
    private final Map<String, PeerOverride> overrides = new TreeMap<>();
    private Settings settings;
    private Observer observer;
    private long version;

    SettingsRegister(long bootBits, Settings settings) {
        this.bootBits = bootBits;
        this.settings = settings;
        this.observer = observe();
    }

    Settings settings() {
        return this.settings;
    }

    /** The same, as far as the view of the peers depends on them. */
    Observer observer() {
        return this.observer;
    }

    long version() {
        return this.version;
    }

    Map<String, PeerOverride> overrides() {
        return Collections.unmodifiableMap(new TreeMap<>(this.overrides));
    }

    CommandResult change(Command.ChangeSettings command) {
        Long expected = command.expectedVersion();
        if (expected != null && expected != this.version) {
            return new CommandResult.VersionConflict(this.version);
        }
        Settings changed = command.change().applyTo(this.settings);
        List<Settings.Violation> violations = changed.violations();
        if (!violations.isEmpty()) {
            return new CommandResult.Invalid(violations);
        }
        if (!changed.equals(this.settings)) {
            this.settings = changed;
            this.observer = observe();
            this.version++;
        }
        return new CommandResult.Applied();
    }

    CommandResult override(Command.OverridePeer command, PeerTable peers) {
        String nodeId = command.nodeId();
        if (!this.overrides.containsKey(nodeId) && !peers.contains(nodeId)) {
            return new CommandResult.UnknownPeer();
        }
        PeerOverride before = this.overrides.getOrDefault(nodeId, PeerOverride.NONE);
        PeerOverride changed = new PeerOverride(
                (command.weight() != null) ? command.weight() : before.weight(),
                (command.muted() != null) ? command.muted() : before.muted());
        if (!(changed.weight() >= 0 && changed.weight() <= 1)) {
            return new CommandResult.Invalid(List.of(new Settings.Violation("weight", "must be between 0 and 1")));
        }
        if (!changed.equals(before)) {
            if (changed.equals(PeerOverride.NONE)) {
                this.overrides.remove(nodeId);
            } else {
                this.overrides.put(nodeId, changed);
            }
            peers.setFactor(nodeId, changed.factor());
            this.version++;
        }
        return new CommandResult.Applied();
    }

    private Observer observe() {
        return new Observer(
                this.bootBits,
                this.settings.naturalFrequency(),
                this.settings.coupling(),
                this.settings.ttlNanos());
    }
}
