package org.chorusmesh.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a scenario file says once it is read. */
class ScenarioReaderTests {

    static final List<String> SHIPPED = ShippedScenarios.NAMES;

    @ParameterizedTest
    @FieldSource("SHIPPED")
    void everyScenarioThatShipsCanBeReadUnderItsName(String name) {
        assertThat(ShippedScenarios.find(name).name()).isEqualTo(name);
    }

    @Test
    void everyScenarioOfTheGuideCanBeRead() throws IOException {
        String guide =
                Files.readString(Path.of("docs", "simulation.md"))
                        + Files.readString(Path.of("docs", "scenarios.md"));
        Matcher blocks = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(guide);
        int count = 0;
        while (blocks.find()) {
            assertThat(ScenarioReader.parse(blocks.group(1)).nodes()).isPositive();
            count++;
        }
        assertThat(count).isGreaterThan(10);
    }

    @Test
    void aMissingFileNamesTheScenariosThatShip() {
        assertThatThrownBy(() -> ShippedScenarios.find("no-such-scenario"))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("no-such-scenario: there is no such file")
                .hasMessageContaining("ghost-peers");
    }

    @Test
    void numbersMayHaveAnExponent() {
        Scenario scenario = ScenarioReader.parse("nodes: 2\nduration: 2e3ms\ncoupling: 1e-05");
        assertThat(scenario.settings().coupling()).isEqualTo(1e-5);
        assertThat(scenario.durationNanos()).isEqualTo(2_000_000_000L);
    }

    @Test
    void aSlowStepBringsAPeriodThatGoesWithIt() {
        Scenario scenario = ScenarioReader.parse("nodes: 2\nduration: 20s\nstep: 200ms");
        assertThat(scenario.settings().gossipPeriodNanos()).isEqualTo(200_000_000L);
    }

    @Test
    void samplesAreCloseEnoughToCountTurns() {
        assertThat(ScenarioReader.parse("nodes: 2\nduration: 3000s\ncoupling: 2").sampleNanos())
                .isEqualTo(500_000_000L);
        assertThat(ScenarioReader.parse("nodes: 2\nduration: 60s").sampleNanos())
                .isEqualTo(100_000_000L);
    }

    @Test
    void whatIsNotSaidOfALinkIsAsInTheNetwork() {
        Scenario scenario =
                ScenarioReader.parse(
                        """
                        nodes: 3
                        duration: 1s
                        network: {loss: 0.1, delay: {exponential: {least: 1ms, mean: 2ms}}, jitter: [1ms, 3ms]}
                        links: [{from: 0, loss: 0.2}]
                        """);
        LinkModel link = scenario.links().get(0).model();
        assertThat(link.loss()).isEqualTo(0.2);
        assertThat(link.delay()).isEqualTo(scenario.network().delay());
        assertThat(link.jitter())
                .isEqualTo(new Distribution.OneOf(List.of(1_000_000L, 3_000_000L)));
        assertThat(ScenarioReader.parse(ScenarioWriter.write(scenario))).isEqualTo(scenario);
    }
}
