package org.chorusmesh.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chorusmesh.peers.MeshSettings;
import org.jspecify.annotations.Nullable;

/**
 * Where the settings in force come from. What was changed on the node goes before what the mesh
 * says, and that before the configuration.
 *
 * @param configured what the node was started with
 * @param mesh the version of the mesh's settings in force; null for none
 * @param local what was changed on this node
 * @param refused how many versions of the mesh's settings were refused since the start
 */
public record SettingsView(
        Settings configured, @Nullable MeshSettings mesh, SettingsChange local, long refused) {

    /** A layer of settings. */
    public enum Origin {
        /** Changed on this node while it runs. */
        LOCAL,
        /** Said by the mesh. */
        MESH,
        /** Configured at the start. */
        CONFIGURATION
    }

    /** The settings that result. */
    Settings settings() {
        return this.local.applyTo(SettingsChange.of(this.mesh).applyTo(this.configured));
    }

    /** What the mesh sets. */
    public SettingsChange meshChange() {
        return SettingsChange.of(this.mesh);
    }

    /** The origin of each setting, by its name as REST spells it. */
    public Map<String, Origin> origins() {
        Map<String, Origin> origins = new LinkedHashMap<>();
        for (String field : this.configured.byName().keySet()) {
            origins.put(field, Origin.CONFIGURATION);
        }
        meshChange().fields().forEach((field) -> origins.put(field, Origin.MESH));
        this.local.fields().forEach((field) -> origins.put(field, Origin.LOCAL));
        return origins;
    }

    /** The configured values that the mesh replaces, as "name: configured → mesh". */
    public List<String> meshOverrides() {
        Map<String, Object> before = this.configured.byName();
        Map<String, Object> after = meshChange().applyTo(this.configured).byName();
        return before.keySet().stream()
                .filter((name) -> !before.get(name).equals(after.get(name)))
                .map((name) -> name + ": " + before.get(name) + " → " + after.get(name))
                .toList();
    }

    /**
     * What would result of a change, not yet checked.
     *
     * @param takenBack as in {@link Command.ChangeSettings}
     */
    public Settings afterLocal(SettingsChange change, Set<String> takenBack) {
        return withLocal(this.local.without(takenBack).and(change)).settings();
    }

    /**
     * What would result of a change for the whole mesh, not yet checked.
     *
     * @param takenBack as in {@link Command.ChangeMeshSettings}
     */
    public Settings afterMesh(SettingsChange change, Set<String> takenBack) {
        SettingsChange mesh = meshChange().without(takenBack).and(change);
        return this.local.applyTo(mesh.applyTo(this.configured));
    }

    SettingsView withMesh(@Nullable MeshSettings version) {
        return new SettingsView(this.configured, version, this.local, this.refused);
    }

    SettingsView withLocal(SettingsChange change) {
        return new SettingsView(this.configured, this.mesh, change, this.refused);
    }

    SettingsView withOneMoreRefused() {
        return new SettingsView(this.configured, this.mesh, this.local, this.refused + 1);
    }
}
