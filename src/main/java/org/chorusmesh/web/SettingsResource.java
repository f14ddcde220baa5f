package org.chorusmesh.web;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.Settings;
import org.chorusmesh.peers.MeshSettings;
import org.jspecify.annotations.Nullable;

/** The settings in force. */
@Schema(name = "Settings", description = "The settings in force")
@ApiJson
record SettingsResource(
        @Schema(description = "K, rad/s, 0 to 1000") double coupling,
        @Schema(description = "Natural frequency, Hz, -1000 to 1000") double frequencyHz,
        @Schema(description = "Phase lag, radians, -pi to pi") double phaseLag,
        @Schema(description = "D of the phase noise, rad^2/s, 0 to 1000") double noise,
        @JsonFormat(shape = JsonFormat.Shape.STRING)
                @Schema(
                        description = "Silence at which a peer leaves the table, 1 ms to 1 day",
                        type = "string",
                        format = "duration")
                Duration ttl,
        @JsonFormat(shape = JsonFormat.Shape.STRING)
                @Schema(
                        description = "How often the node integrates, 100 us to 10 s",
                        type = "string",
                        format = "duration")
                Duration step,
        @JsonFormat(shape = JsonFormat.Shape.STRING)
                @Schema(
                        description = "How often it reports, one step to a fifth of the TTL",
                        type = "string",
                        format = "duration")
                Duration gossipPeriod,
        @Schema(description = "Overrides of peers, by id") Map<String, OverrideResource> overrides,
        @Schema(description = "Counts the changes since the start") long version,
        @Schema(
                        description =
                                "Where each setting comes from: local goes before mesh before configuration")
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
        return new SettingsResource(
                settings.coupling(),
                settings.frequencyHz(),
                settings.phaseLag(),
                settings.noise(),
                Duration.ofNanos(settings.ttlNanos()),
                Duration.ofNanos(settings.stepNanos()),
                Duration.ofNanos(settings.gossipPeriodNanos()),
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
                        (field, origin) ->
                                origins.put(field, origin.name().toLowerCase(Locale.ROOT)));
        return origins;
    }
}
