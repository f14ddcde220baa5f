package org.chorusmesh.node;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.chorusmesh.peers.MeshSettings;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;
import org.chorusmesh.settings.Violation;
import org.jspecify.annotations.Nullable;

/**
 * The origins of the settings in force. A change on the node overrides the settings of the mesh,
 * and these override the configuration.
 *
 * @param configured settings from the start
 * @param mesh version of the mesh's settings in force; null for none
 * @param local changes on this node
 * @param refused number of versions of the mesh's settings that were refused since the start
 */
public record SettingsView(
        Settings configured, @Nullable MeshSettings mesh, SettingsChange local, long refused) {

    /** A layer of settings. */
    public enum Origin {
        /** Changed on this node while it runs. */
        LOCAL,
        /** Set by the mesh. */
        MESH,
        /** Configured at the start. */
        CONFIGURATION
    }

    /** The resulting settings. */
    Settings settings() {
        return this.local.applyTo(meshChange().applyTo(this.configured));
    }

    /** The values that the mesh sets. */
    public SettingsChange meshChange() {
        return (this.mesh != null) ? this.mesh.change() : SettingsChange.NONE;
    }

    /** The origin of each setting. */
    public Map<Setting, Origin> origins() {
        Map<Setting, Origin> origins = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            origins.put(setting, origin(setting));
        }
        return origins;
    }

    private Origin origin(Setting setting) {
        if (this.local.get(setting) != null) {
            return Origin.LOCAL;
        }
        return (meshChange().get(setting) != null) ? Origin.MESH : Origin.CONFIGURATION;
    }

    /** The configured values that the mesh replaces, as "name: configured → mesh". */
    public List<String> meshOverrides() {
        List<String> overrides = new ArrayList<>();
        meshChange()
                .values()
                .forEach(
                        (setting, value) -> {
                            Number before = this.configured.get(setting);
                            if (!value.equals(before)) {
                                overrides.add(
                                        "%s: %s → %s"
                                                .formatted(
                                                        setting.field(),
                                                        setting.show(before),
                                                        setting.show(value)));
                            }
                        });
        return overrides;
    }

    /**
     * Checks a change without making it.
     *
     * @param mesh whether the change is for the whole mesh instead of this node
     * @return all rules that it would break
     */
    public List<Violation> judge(SettingsChange change, boolean mesh) {
        Settings after =
                mesh
                        ? this.local.applyTo(meshChange().and(change).applyTo(this.configured))
                        : withLocal(this.local.and(change)).settings();
        // Applied again on top, so that changes on this node hide no value of the mesh.
        return change.applyTo(after).violations();
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
