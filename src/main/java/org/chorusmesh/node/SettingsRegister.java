package org.chorusmesh.node;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chorusmesh.causality.LamportClock;
import org.chorusmesh.peers.MeshSettings;
import org.chorusmesh.peers.Observer;
import org.chorusmesh.peers.PeerTable;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;
import org.chorusmesh.settings.Violation;
import org.jspecify.annotations.Nullable;

/**
 * The settings and overrides in force, with the version that counts their changes. Settings for the
 * whole mesh are a last-writer-wins register: of two versions the greater wins. A version that
 * would give this node invalid settings is neither accepted nor passed on.
 */
final class SettingsRegister {

    /**
     * The greatest increase of the counter that is accepted. A larger one could soon exhaust the
     * range.
     */
    static final long MAX_LEAP = 1024;

    private final NodeIdentity identity;
    private final boolean forMesh;
    private final Map<String, PeerOverride> overrides = new TreeMap<>();
    private SettingsView view;
    private Settings settings;
    private Observer observer;
    private long version;

    SettingsRegister(NodeConfiguration configuration) {
        this.identity = configuration.identity();
        this.forMesh = configuration.meshSettings();
        this.view = new SettingsView(configuration.settings(), null, SettingsChange.NONE, 0);
        this.settings = configuration.settings();
        this.observer = observe();
    }

    Settings settings() {
        return this.settings;
    }

    SettingsView view() {
        return this.view;
    }

    /** The part of the settings on which the view of the peers depends. */
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
        SettingsChange change = command.change();
        return put(
                command.expectedVersion(),
                this.view.judge(change, false),
                this.view.withLocal(this.view.local().and(change)));
    }

    CommandResult change(Command.ChangeMeshSettings command) {
        SettingsChange change = command.change();
        return this.forMesh
                ? put(
                        command.expectedVersion(),
                        this.view.judge(change, true),
                        written(this.view.meshChange().and(change)))
                : new CommandResult.NoMeshSettings();
    }

    CommandResult reset(Command.ResetSettings command) {
        if (command.mesh() && !this.forMesh) {
            return new CommandResult.NoMeshSettings();
        }
        SettingsView changed =
                command.mesh()
                        ? written(SettingsChange.NONE)
                        : this.view.withLocal(SettingsChange.NONE);
        return put(command.expectedVersion(), changed.settings().violations(), changed);
    }

    private SettingsView written(SettingsChange change) {
        MeshSettings known = this.view.mesh();
        if (change.equals(this.view.meshChange())) {
            return this.view;
        }
        long counter = (known != null) ? known.counter() + 1 : 1;
        return this.view.withMesh(new MeshSettings(counter, this.identity.nodeId(), change));
    }

    private CommandResult put(
            @Nullable Long expectedVersion, List<Violation> violations, SettingsView changed) {
        if (expectedVersion != null && expectedVersion != this.version) {
            return new CommandResult.VersionConflict(this.version);
        }
        if (!violations.isEmpty()) {
            return new CommandResult.Invalid(violations);
        }
        install(changed);
        return new CommandResult.Applied();
    }

    /** Takes over the version that an admitted report carries, if it is newer and valid. */
    void hear(MeshSettings heard) {
        MeshSettings known = this.view.mesh();
        if (!this.forMesh || (known != null && heard.compareTo(known) <= 0)) {
            return;
        }
        long knownCounter = (known != null) ? known.counter() : 0;
        if (heard.counter() - knownCounter > MAX_LEAP || !take(heard)) {
            this.view = this.view.withOneMoreRefused();
        }
    }

    /**
     * Takes over the version that most peers carry, if it is newer; for a node that joins or knows
     * none.
     */
    void hearMost(@Nullable MeshSettings carried) {
        MeshSettings known = this.view.mesh();
        if (carried != null && (known == null || carried.compareTo(known) > 0)) {
            take(carried);
        }
    }

    /** Whether settings for the mesh are sent and accepted. */
    boolean isForMesh() {
        return this.forMesh;
    }

    boolean knowsMeshSettings() {
        return this.view.mesh() != null;
    }

    private boolean take(MeshSettings heard) {
        SettingsView changed = this.view.withMesh(heard);
        boolean wellFormed =
                heard.counter() >= 1
                        && heard.counter() <= LamportClock.MAX
                        && ReportCheck.isNodeId(heard.writer());
        if (!wellFormed || !changed.settings().violations().isEmpty()) {
            return false;
        }
        install(changed);
        return true;
    }

    private void install(SettingsView changed) {
        if (!changed.equals(this.view)) {
            this.view = changed;
            this.settings = changed.settings();
            this.observer = observe();
            this.version++;
        }
    }

    CommandResult override(Command.OverridePeer command, PeerTable peers) {
        String nodeId = command.nodeId();
        if (!this.overrides.containsKey(nodeId) && !peers.contains(nodeId)) {
            return new CommandResult.UnknownPeer();
        }
        PeerOverride before = this.overrides.getOrDefault(nodeId, PeerOverride.NONE);
        PeerOverride changed =
                new PeerOverride(
                        (command.weight() != null) ? command.weight() : before.weight(),
                        (command.muted() != null) ? command.muted() : before.muted());
        if (!(changed.weight() >= 0 && changed.weight() <= 1)) {
            return new CommandResult.Invalid(
                    List.of(new Violation("weight", "must be between 0 and 1")));
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
                this.identity.boot().bits(),
                this.settings.naturalFrequency(),
                this.settings.coupling(),
                this.settings.phaseLag(),
                this.settings.ttlNanos());
    }
}
