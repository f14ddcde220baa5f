package org.chorusmesh.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What a scenario file may say, and how its mistakes are named. */
class ScenarioReaderTests {

    static final List<String> SHIPPED = ShippedScenarios.NAMES;

    private static List<String> faults(String yaml) {
        return catchThrowableOfType(ScenarioException.class, () -> ScenarioReader.parse(yaml))
                .faults();
    }

    @Test
    void everyMistakeIsNamedWithItsPath() {
        List<String> faults =
                faults(
                        """
                nodes: 3
                duration: soon
                couplng: 2
                frequencies: {list: [1, x]}
                network: {loss: 1.5, delay: {uniform: {from: 2ms, til: 3ms}}}
                events:
                  - {at: 1s, crash: {nodes: [0, 7]}}
                  - {at: 2s, pause: {nodes: [1]}}
                  - {at: 3s}
                """);
        assertThat(faults)
                .anySatisfy(
                        (fault) -> assertThat(fault).startsWith("duration: must be a duration"));
        assertThat(faults)
                .anySatisfy((fault) -> assertThat(fault).startsWith("couplng: is not known"));
        assertThat(faults)
                .anySatisfy(
                        (fault) ->
                                assertThat(fault)
                                        .startsWith("frequencies.list[1]: must be a number"));
        assertThat(faults)
                .anySatisfy(
                        (fault) ->
                                assertThat(fault)
                                        .startsWith(
                                                "frequencies.list: must have one for each of 3"));
        assertThat(faults)
                .anySatisfy(
                        (fault) ->
                                assertThat(fault)
                                        .startsWith("network.loss: must be between 0 and 1"));
        assertThat(faults)
                .anySatisfy(
                        (fault) ->
                                assertThat(fault)
                                        .startsWith("network.delay.uniform.til: is not known"));
        assertThat(faults)
                .anySatisfy(
                        (fault) ->
                                assertThat(fault)
                                        .startsWith(
                                                "events[0].crash.nodes[1]: must be between 0 and 2"));
        assertThat(faults)
                .anySatisfy(
                        (fault) -> assertThat(fault).startsWith("events[1].pause.for: is missing"));
        assertThat(faults)
                .anySatisfy(
                        (fault) ->
                                assertThat(fault)
                                        .startsWith("events[2]: must have exactly one of crash"));
        assertThat(faults).hasSize(9);
    }

    @Test
    void aFileThatIsNoYamlIsNamedByItsLine() {
        assertThat(faults("nodes: 3\nduration: [1s"))
                .singleElement()
                .asString()
                .startsWith("line ");
        assertThat(faults("just a text")).containsExactly("scenario: must be a mapping");
        assertThat(faults("nodes: 3\nnodes: 4\nduration: 1s"))
                .singleElement()
                .asString()
                .contains("duplicate key");
    }

    @Test
    void settingsThatNoNodeWouldTakeAreMistakes() {
        assertThat(faults("nodes: 3\nduration: 1s\ngossip: 1s"))
                .singleElement()
                .asString()
                .startsWith("gossip: ");
        assertThat(faults("nodes: 3\nduration: 1s\nstep: 1us"))
                .singleElement()
                .asString()
                .startsWith("step: ");
    }

    @ParameterizedTest
    @CsvSource({
        "2s, 2000000000",
        "PT2S, 2000000000",
        "1.5ms, 1500000",
        "250us, 250000",
        "2m, 120000000000",
        "-1s, -1000000000"
    })
    void durationsAreReadAsPeopleWriteThem(String text, long nanos) {
        assertThat(Durations.parse(text)).hasValue(nanos);
    }

    @ParameterizedTest
    @CsvSource({"2", "s", "two seconds", "2 parsecs", "999999999999d"})
    void whatIsNoDurationIsNone(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("SHIPPED")
    void everyScenarioThatShipsCanBeReadUnderItsName(String name) {
        assertThat(ShippedScenarios.find(name).name()).isEqualTo(name);
    }
}
