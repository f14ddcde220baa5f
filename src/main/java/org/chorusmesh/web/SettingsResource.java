package org.chorusmesh.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.peers.MeshSettings;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.jspecify.annotations.Nullable;

/** The settings in force. */
@Schema(name = "Settings", description = "The settings in force")
@ApiJson
@JsonPropertyOrder({"values", "overrides", "version", "origins", "mesh"})
record SettingsResource(
        @JsonAnyGetter @Schema(hidden = true) Map<String, Object> values,
        @Schema(description = "Overrides of peers, by id") Map<String, OverrideResource> overrides,
        @Schema(description = "Counts the changes since the start") long version,
        @Schema(
                        description =
                                "Where each setting comes from: local goes before mesh before"
                                        + " configuration")
                Map<String, String> origins,
        @Schema(description = "The version of the mesh's settings; null where there is none")
                @Nullable MeshVersion mesh) {

    /**
     * The version of the mesh's settings.
     *
     * @param counter counts the versions
     * @param writer id of the node that wrote it
     */
    @Schema(name = "MeshVersion")
    record MeshVersion(long counter, String writer) {}

    static SettingsResource of(NodeSnapshot snapshot) {
        Settings settings = snapshot.settings();
        MeshSettings mesh = snapshot.settingsView().mesh();
        Map<String, OverrideResource> overrides = new TreeMap<>();
        snapshot.overrides()
                .forEach(
                        (nodeId, override) -> overrides.put(nodeId, OverrideResource.of(override)));
        Map<String, Object> values = new LinkedHashMap<>();
        for (Setting setting : Setting.values()) {
            Number value = settings.get(setting);
            values.put(setting.field(), setting.isDuration() ? setting.show(value) : value);
        }
        return new SettingsResource(
                values,
                overrides,
                snapshot.settingsVersion(),
                origins(snapshot),
                (mesh != null) ? new MeshVersion(mesh.counter(), mesh.writer()) : null);
    }

    private static Map<String, String> origins(NodeSnapshot snapshot) {
        Map<String, String> origins = new LinkedHashMap<>();
        snapshot.settingsView()
                .origins()
                .forEach(
                        (setting, origin) -> origins.put(setting.field(), Units.lowerCase(origin)));
        return origins;
    }
}
