package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.overlay.Overlay;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests for {@link ChorusProperties}. */
class ChorusPropertiesTests {

    @Test
    void defaultsAreTheNodesOwn() {
        ChorusProperties properties = bind(Map.of());
        assertThat(properties.settings()).isEqualTo(Settings.defaults());
        assertThat(properties.mesh()).isEqualTo("chorus");
        assertThat(properties.nodeId()).isNull();
        assertThat(properties.join()).isEqualTo(JoinMode.ALIGN);
        assertThat(properties.initialPhase().radians()).isEmpty();
        assertThat(properties.maxPeers()).isEqualTo(1024);
        assertThat(properties.health().minPeers()).isZero();
        assertThat(properties.gossip().bind()).isEqualTo("127.0.0.1:5690");
        assertThat(properties.gossip().peers()).isEmpty();
        assertThat(properties.gossip().keys()).isEmpty();
        assertThat(properties.beat().precision()).isEqualTo(BeatPrecision.PRECISE);
        assertThat(properties.turns().guard()).isEqualTo(0.25);
        assertThat(rules(properties)).isEqualTo(new MemberRules(0, 0, 16));
        assertThat(ChorusPropertiesRules.violations(properties)).isEmpty();
    }

    @Test
    void membersAgreeByWhatIsConfigured() {
        ChorusProperties properties =
                bind(Map.of("chorus.turns.hold", "90s", "chorus.members.expected", "13"));
        assertThat(rules(properties)).isEqualTo(new MemberRules(90_000_000_000L, 13, 16));
    }

    @Test
    void theOverlayHasADegreeOrTheMeshIsFull() {
        assertThat(rules(bind(Map.of("chorus.overlay.degree", "32"))).degree()).isEqualTo(32);
        assertThat(rules(bind(Map.of("chorus.overlay.degree", " Full "))).degree())
                .isEqualTo(Overlay.FULL);
    }

    private static MemberRules rules(ChorusProperties properties) {
        return properties.members().rules(properties.turns(), properties.overlay());
    }

    @Test
    void durationsReadInEitherForm() {
        assertThat(bind(Map.of("chorus.ttl", "3s")).ttl()).isEqualTo(Duration.ofSeconds(3));
        assertThat(bind(Map.of("chorus.ttl", "PT3S")).ttl()).isEqualTo(Duration.ofSeconds(3));
        assertThat(bind(Map.of("chorus.gossip.period", "PT0.02S")).settings().gossipPeriodNanos())
                .isEqualTo(20_000_000L);
    }

    @Test
    void initialPhaseIsANumberOrRandom() {
        assertThat(bind(Map.of("chorus.initial-phase", "1.5")).initialPhase().radians())
                .isEqualTo(OptionalDouble.of(1.5));
        assertThat(bind(Map.of("chorus.initial-phase", "Random")).initialPhase().radians())
                .isEmpty();
    }

    @Test
    void peersAreAListWithCommasOrIndexes() {
        assertThat(bind(Map.of("chorus.gossip.peers", "a:1,b:2")).gossip().peers())
                .containsExactly("a:1", "b:2");
        assertThat(
                        bind(Map.of(
                                        "chorus.gossip.peers[0]",
                                        "a:1",
                                        "chorus.gossip.peers[1]",
                                        "b:2"))
                                .gossip()
                                .peers())
                .containsExactly("a:1", "b:2");
    }

    @Test
    void keysAreNotShown() {
        ChorusProperties properties = bind(Map.of("chorus.gossip.keys", "an-entirely-secret-key"));
        assertThat(properties.gossip().keys()).containsExactly("an-entirely-secret-key");
        assertThat(properties.toString()).doesNotContain("secret");
    }

    @Test
    void everyPropertyIsDescribedForEditors() throws Exception {
        JsonNode metadata =
                JsonMapper.shared()
                        .readTree(
                                new ClassPathResource("META-INF/spring-configuration-metadata.json")
                                        .getInputStream());
        List<JsonNode> ours =
                metadata.get("properties")
                        .valueStream()
                        .filter(
                                (property) ->
                                        property.get("name").stringValue().startsWith("chorus."))
                        .toList();
        assertThat(ours)
                .hasSize(leaves(ChorusProperties.class))
                .allSatisfy(
                        (property) -> {
                            assertThat(property.path("description").stringValue(""))
                                    .as(property.get("name").stringValue())
                                    .endsWith(".")
                                    .hasSizeGreaterThan(15);
                        });
        assertThat(
                        metadata.get("hints")
                                .valueStream()
                                .map((hint) -> hint.get("name").stringValue()))
                .contains("chorus.initial-phase");
    }

    private static int leaves(Class<?> group) {
        return Arrays.stream(group.getRecordComponents())
                .map(RecordComponent::getType)
                .mapToInt(
                        (type) ->
                                (type.getEnclosingClass() == ChorusProperties.class)
                                        ? leaves(type)
                                        : 1)
                .sum();
    }

    private static ChorusProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("chorus", ChorusProperties.class);
    }
}
