package org.chorusmesh.deployment;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chorusmesh.deployment.NodePods.container;
import static org.chorusmesh.deployment.NodePods.environment;

import io.fabric8.kubernetes.api.model.EnvVar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.overlay.Overlay;
import org.chorusmesh.service.ChorusProperties;
import org.chorusmesh.service.InitialPhase;
import org.chorusmesh.service.OverlayDegree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.yaml.snakeyaml.Yaml;

/** The settings of a node, read from the environment that the chart gives it. */
class ChartSettingsTests {

    /** How the node reads each name below {@code config}, and what the values "settings" give. */
    private static final Map<String, Reading> READINGS =
            Map.ofEntries(
                    entry("mesh", new Reading(ChorusProperties::mesh, "choir")),
                    entry("frequencyHz", new Reading(ChorusProperties::frequencyHz, -1.25)),
                    entry("coupling", new Reading(ChorusProperties::coupling, 4.5)),
                    entry("phaseLag", new Reading(ChorusProperties::phaseLag, 0.3)),
                    entry("noise", new Reading(ChorusProperties::noise, 0.02)),
                    entry("ttl", new Reading(ChorusProperties::ttl, Duration.ofSeconds(3))),
                    entry("step", new Reading(ChorusProperties::step, Duration.ofMillis(20))),
                    entry(
                            "initialPhase",
                            new Reading(
                                    ChorusProperties::initialPhase,
                                    new InitialPhase(OptionalDouble.of(0.25)))),
                    entry("join", new Reading(ChorusProperties::join, JoinMode.FREE)),
                    entry(
                            "joinPatience",
                            new Reading(ChorusProperties::joinPatience, Duration.ofSeconds(45))),
                    entry(
                            "turnsHold",
                            new Reading((node) -> node.turns().hold(), Duration.ofSeconds(90))),
                    entry("membersExpected", new Reading((node) -> node.members().expected(), 7)),
                    entry(
                            "overlayDegree",
                            new Reading((node) -> node.overlay().degree(), new OverlayDegree(8))),
                    entry("maxPeers", new Reading(ChorusProperties::maxPeers, 512)),
                    entry("minPeers", new Reading((node) -> node.health().minPeers(), 2)),
                    entry(
                            "gossipPeriod",
                            new Reading((node) -> node.gossip().period(), Duration.ofMillis(70))),
                    entry(
                            "podOrdinals",
                            new Reading(
                                    (node) -> node.gossip().peers(),
                                    List.of(
                                            "beat-chorus-[0-3].beat-chorus-gossip.music.svc.cluster.local.:5690"))),
                    entry("gossipBind", new Reading((node) -> node.gossip().bind(), "[::]:5690")));

    @Test
    void nodeIsCalledLikeItsPod() {
        EnvVar id = container("defaults").getEnv().get(0);
        assertThat(id.getName()).isEqualTo("CHORUS_NODE_ID");
        assertThat(id.getValueFrom().getFieldRef().getFieldPath()).isEqualTo("metadata.name");
    }

    @ParameterizedTest
    @MethodSource(RenderedChart.ACCEPTED)
    void configurationIsWhatTheNodeReads(String values) {
        ChorusProperties properties = properties(values);
        assertThat(properties.gossip().peers()).hasSize(1);
        assertThat(properties.gossip().bind()).endsWith(":5690");
    }

    @Test
    void everySettingOfTheValuesReachesTheNode() throws IOException {
        assertThat(READINGS.keySet()).isEqualTo(config().keySet());
        ChorusProperties given = properties("settings");
        ChorusProperties defaults = properties("defaults");
        READINGS.forEach(
                (name, reading) ->
                        assertThat(reading.of().apply(given))
                                .as(name)
                                .isEqualTo(reading.given())
                                .isNotEqualTo(reading.of().apply(defaults)));
    }

    @Test
    void peersAreThoseBehindTheServiceInTheDomainOfTheCluster() {
        assertThat(properties("everything").gossip().peers())
                .containsExactly("heartbeat-gossip.music.svc.example.internal.:5690");
    }

    @Test
    void meshThatIsFullAtAnySizeHasAWord() {
        assertThat(properties("everything").overlay().degree().degree()).isEqualTo(Overlay.FULL);
    }

    @Test
    void defaultsOfTheChartAreThoseOfTheNode() {
        ChorusProperties chart = properties("defaults");
        ChorusProperties node =
                new Binder(List.of()).bindOrCreate("chorus", ChorusProperties.class);
        assertThat(chart)
                .usingRecursiveComparison()
                .ignoringFields("mesh", "incarnationDirectory", "gossip.bind", "gossip.peers")
                .isEqualTo(node);
    }

    @Test
    void meshesOfTwoReleasesAreApart() {
        assertThat(properties("defaults").mesh()).isEqualTo("music/beat-chorus");
    }

    /** The names below {@code config} of the chart's values, with their defaults. */
    private static Map<String, Object> config() throws IOException {
        Map<String, Map<String, Object>> values =
                new Yaml().load(Files.readString(Path.of("helm/chorus/values.yaml")));
        return values.get("config");
    }

    /** The node's own reading of the environment that the chart gives it. */
    private static ChorusProperties properties(String values) {
        Map<String, Object> environment = new HashMap<>(environment(values));
        StandardEnvironment spring = new StandardEnvironment();
        spring.getPropertySources()
                .forEach((source) -> spring.getPropertySources().remove(source.getName()));
        spring.getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("systemEnvironment", environment));
        return Binder.get(spring).bind("chorus", ChorusProperties.class).get();
    }

    /**
     * A setting as the node reads it.
     *
     * @param of reads it
     * @param given its value in the values "settings"
     */
    private record Reading(Function<ChorusProperties, Object> of, Object given) {}
}
