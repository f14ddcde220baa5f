package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chorusmesh.deployment.NodePods.container;
import static org.chorusmesh.deployment.NodePods.environment;

import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chorusmesh.service.ChorusProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The settings of a node, read from the environment that the chart gives it. */
class ChartSettingsTests {

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
    void everySettingOfTheValuesReachesTheNode() {
        ChorusProperties properties = properties("everything");
        assertThat(properties.mesh()).isEqualTo("heart");
        assertThat(properties.frequencyHz()).isEqualTo(1.5);
        assertThat(properties.coupling()).isEqualTo(4);
        assertThat(properties.join()).hasToString("FREE");
        assertThat(properties.health().minPeers()).isEqualTo(2);
        assertThat(properties.gossip().bind()).isEqualTo("[::]:5690");
        assertThat(properties.gossip().peers())
                .containsExactly("heartbeat-gossip.music.svc.example.internal.:5690");
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
}
