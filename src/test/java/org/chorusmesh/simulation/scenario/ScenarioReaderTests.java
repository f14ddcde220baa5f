package org.chorusmesh.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chorusmesh.settings.Durations;
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
                .anySatisfy((fault) -> assertThat(fault).startsWith("couplng: is unknown"));
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
                                        .startsWith("network.delay.uniform.til: is unknown"));
        assertThat(faults)
                .anySatisfy(
                        (fault) ->
                                assertThat(fault)
                                        .startsWith(
                                                "events[0].crash.nodes[1]: must be between 0 and"
                                                        + " 2"));
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

    @Test
    void oneMistakeIsOneFault() {
        assertThat(faults("nodes: many\nduration: 1s\nlate: [5]\nfrequencies: {list: [1, 2]}"))
                .containsExactly("nodes: must be a whole number, is many");
        assertThat(faults("nodes: 3\nduration: soon\nevents: [{at: 5s, crash: {nodes: 0}}]"))
                .singleElement()
                .asString()
                .startsWith("duration: ");
        assertThat(faults("nodes: 3\nduration: 1s\ntopology: {edges: [[0, 9]]}"))
                .containsExactly(
                        "topology.edges[0]: must be a pair of different nodes 0 … 2, is [0, 9]");
        assertThat(faults("nodes: 3\nduration: 1s\nstep: quick\ngossip: 1ms"))
                .singleElement()
                .asString()
                .startsWith("step: ");
        assertThat(faults("nodes: 3\nduration: 1s\nevents: [now]"))
                .containsExactly("events[0]: must be a mapping, is now");
        assertThat(faults("nodes: 3\nduration: 9s\nevents: [{at: 1s, crash: }]"))
                .containsExactly("events[0].crash: is empty");
        assertThat(faults("nodes: 3\nduration: 9s\nnetwork: {delay: [1ms, fast]}"))
                .singleElement()
                .asString()
                .startsWith("network.delay[1]: must be a duration");
    }

    @Test
    void whatWouldNeverHappenIsAMistake() {
        assertThat(faults("nodes: 3\nduration: 5s\nevents: [{at: 5s, crash: {nodes: 0}}]"))
                .containsExactly("events[0].at: must be before the end of the run, is 5s");
        assertThat(
                        faults(
                                "nodes: 3\n"
                                        + "duration: 5s\n"
                                        + "events: [{at: 1s, crash: {nodes: 0, share: 0.5}}]"))
                .containsExactly("events[0].crash.share: cannot be combined with nodes");
        assertThat(
                        faults(
                                "nodes: 3\n"
                                        + "duration: 5s\n"
                                        + "late: [1, 2]\n"
                                        + "events: [{at: 1s, start: {nodes: 1}}]"))
                .containsExactly("late: node 2 has no start event");
        assertThat(faults("nodes: 3\nduration: 5s\ncompare: [orders, forgets, orders]"))
                .containsExactly("compare[2]: is a duplicate: orders");
    }

    @Test
    void timesThatDoNotGoTogetherAreNamedBesideOtherMistakes() {
        assertThat(faults("nodes: 3\nduration: 5s\ncoupling: -1\nstep: 60ms\ngossip: 20ms"))
                .hasSize(2)
                .anyMatch((fault) -> fault.startsWith("coupling: "))
                .anyMatch((fault) -> fault.startsWith("gossip: "));
        assertThat(faults("nodes: 3\nduration: 5s\nspeeds: [{nodes: 1, step: 500ms}]"))
                .containsExactly(
                        "speeds[0].step: must allow a gossip period of at most a fifth of the TTL");
    }

    @Test
    void aGraphThatCannotBeIsAMistake() {
        assertThat(faults("nodes: 5\nduration: 1s\ntopology: {random-regular: 3}"))
                .containsExactly(
                        "topology.random-regular: must be even if the number of nodes is odd, is"
                                + " 3");
        assertThat(faults("nodes: 9\nduration: 1s\ntopology: {k-ring: 3}"))
                .containsExactly(
                        "topology.k-ring: must be even, with half of the neighbours on either side");
        assertThat(faults("nodes: 2\nduration: 1s\ntopology: {random-regular: 2}"))
                .containsExactly("topology.random-regular: requires at least three nodes");
        assertThat(faults("nodes: 90\nduration: 1s\ntopology: {overlay: 7, discovery: -1s}"))
                .containsExactly(
                        "topology.overlay: must be even, is 7",
                        "topology.discovery: must be between 0s and 1h, is -1s");
        assertThat(faults("nodes: 90\nduration: 1s\ntopology: {overlay: 66, divisor: nodes}"))
                .containsExactly(
                        "topology.overlay: must be between 4 and 64, is 66",
                        "topology.divisor: must be neighbours for an overlay, whose nodes divide by"
                                + " these");
        assertThat(faults("nodes: 90\nduration: 1s\ntopology: {k-ring: 4, discovery: 1s}"))
                .singleElement()
                .asString()
                .startsWith("topology.discovery: is unknown");
        assertThat(faults("nodes: 5\nduration: 1s\ntopology: star"))
                .singleElement()
                .asString()
                .startsWith("topology: must be full, ring, overlay or a mapping");
        assertThat(faults("nodes: 1000000\nduration: 1s"))
                .singleElement()
                .asString()
                .startsWith("topology: has 999999000000 links");
    }

    @Test
    void moreSamplesThanThereIsRoomForAreAMistake() {
        assertThat(faults("nodes: 1000\nduration: 1h\nsample: 1ms"))
                .singleElement()
                .asString()
                .startsWith("sample: gives 3600000 samples");
    }

    @ParameterizedTest
    @FieldSource("STRANGE")
    void whateverStandsThereIsNamedAndNeverThrown(String value) {
        for (String field :
                List.of(
                        "name",
                        "about",
                        "seed",
                        "nodes",
                        "duration",
                        "coupling",
                        "step",
                        "frequencies",
                        "phases",
                        "late",
                        "topology",
                        "network",
                        "links",
                        "clocks",
                        "speeds",
                        "without",
                        "events",
                        "expect")) {
            String head = field.equals("nodes") ? "" : "nodes: 3\n";
            String yaml =
                    head
                            + (field.equals("duration") ? "" : "duration: 1s\n")
                            + field
                            + ": "
                            + value;
            assertThat(catchThrowableOfType(Throwable.class, () -> ScenarioReader.parse(yaml)))
                    .as(yaml)
                    .isInstanceOfAny(ScenarioException.class);
        }
    }

    static final List<String> STRANGE =
            List.of(
                    "&a [*a]",
                    "{? {a: b} : c}",
                    "!!binary aGk=",
                    "{1: 2}",
                    "[[[]]]",
                    "[{}, null, .nan]",
                    "!!set {a, b}",
                    "\u0007",
                    "[0, 99999999999999999999]",
                    "@");

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
    void aMissingFileNamesTheScenariosThatShip() {
        assertThatThrownBy(() -> ShippedScenarios.find("no-such-scenario"))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("no-such-scenario: there is no such file")
                .hasMessageContaining("ghost-peers");
    }

    @Test
    void theTailsOfADistributionAreHeldInRange() {
        double[] omega =
                new Frequencies.Distributed(Frequencies.Shape.LORENTZ, 0, 1, true)
                        .of(100_000, new Chance(1));
        assertThat(omega[0]).isEqualTo(-Frequencies.FASTEST);
        assertThat(omega[99_999]).isEqualTo(Frequencies.FASTEST);
        assertThat(omega[25_000]).isCloseTo(-1, within(1e-4));
    }

    @Test
    void wrappedCauchyPhasesHaveTheOrderTheyAreGiven() {
        double[] theta = new InitialPhases.WrappedCauchy(0.3).of(1000, new Chance(1));
        double real = 0;
        for (double phase : theta) {
            real += Math.cos(phase) / theta.length;
        }
        assertThat(real).isCloseTo(0.3, within(1e-3));
    }

    @ParameterizedTest
    @CsvSource({
        "Hz, 1000, true",
        "Hz, -1000, true",
        "Hz, 1000.001, false",
        "rad/s, 6283.185307179586, true",
        "rad/s, 6283.2, false"
    })
    void aFrequencyIsComparedInTheUnitThatIsGiven(String unit, double value, boolean isTaken) {
        String most = unit.equals("Hz") ? "1000" : "6283.185307179586";
        for (String form :
                List.of(
                        "equal: " + value,
                        "list: [" + value + ", 0]",
                        "normal: {centre: " + value + "}",
                        "uniform: {width: " + Math.abs(value) + "}")) {
            String yaml =
                    "nodes: 2\nduration: 1s\nfrequencies: {unit: %s, %s}".formatted(unit, form);
            if (isTaken) {
                double[] omega = ScenarioReader.parse(yaml).frequencies().of(2, new Chance(1));
                assertThat(Math.abs(omega[0])).isLessThanOrEqualTo(Frequencies.FASTEST);
            } else {
                assertThat(faults(yaml))
                        .singleElement()
                        .asString()
                        .contains(" and " + most + ", is " + Math.abs(value));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "step: 1us | step: must be between 100us and 10s, is 1us",
                "step: 11s | step: must be between 100us and 10s, is 11s",
                "sample: 400ms | sample: must be between 100us and 300ms, is 400ms",
                "network: {delay: 2h} | network.delay: must be between 0s and 1h, is 2h",
                "network: {delay: {uniform: {from: 300ms, to: 200ms}}} | network.delay.uniform.to:"
                        + " must be between 300ms and 1h, is 200ms"
            })
    void theBoundsOfADurationAreShownAsPeopleWriteThem(String line, String fault) {
        assertThat(faults("nodes: 3\nduration: 300ms\n" + line)).containsExactly(fault);
    }

    @Test
    void aFileThatIsMadeToHarmIsRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }
        String start = "nodes: 3\nduration: 1s\n";
        assertThat(faults(start + bomb)).singleElement().asString().contains("aliases");
        assertThat(faults(start + "about: " + "[".repeat(100_000)))
                .singleElement()
                .asString()
                .contains("Nesting Depth");
        assertThat(faults(start + "seed: " + "9".repeat(50_000)))
                .singleElement()
                .asString()
                .startsWith("seed: must be a whole number, is 999")
                .hasSizeLessThan(200);
        assertThat(faults(start + "coupling: 1e400"))
                .containsExactly("coupling: must be between 0 and 1000, is Infinity");
        assertThat(faults(start + "network: {loss: 0.1, loss: 0.2}"))
                .singleElement()
                .asString()
                .contains("duplicate key loss");
        assertThat(faults(start + "about: !!java.net.URL [\"http://localhost\"]"))
                .singleElement()
                .asString()
                .contains("java.net.URL");
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
    void aFullMeshOfAFewTakesPartInBeatsUnlessItSaysOtherwise() {
        assertThat(ScenarioReader.parse("{nodes: 64, duration: 1s}").beats().on()).isTrue();
        assertThat(ScenarioReader.parse("{nodes: 65, duration: 1s}").beats().on()).isFalse();
        assertThat(ScenarioReader.parse("{nodes: 65, duration: 1s, beats: {}}").beats().on())
                .isTrue();
        Scenario ring = ScenarioReader.parse("{nodes: 5, duration: 1s, topology: ring}");
        assertThat(ring.beats().on()).isFalse();
        assertThat(ring.beats().rules(ring.topology())).isNull();
        Scenario off = ScenarioReader.parse("{nodes: 5, duration: 1s, beats: {enabled: false}}");
        assertThat(off.beats().on()).isFalse();
    }

    @Test
    void ownersAreJudgedOnAGraphOnlyWithARadiusThatSuitsIt() {
        Scenario silent =
                ScenarioReader.parse("{nodes: 5, duration: 1s, topology: ring, beats: {}}");
        assertThat(silent.beats().isJudged(silent.topology())).isFalse();
        Scenario stated =
                ScenarioReader.parse(
                        "{nodes: 5, duration: 1s, topology: ring, beats: {radius: 2}}");
        assertThat(stated.beats().isJudged(stated.topology())).isTrue();
    }

    @Test
    void everyMistakeOfBeatsIsNamed() {
        assertThatThrownBy(
                        () ->
                                ScenarioReader.parse(
                                        """
                                        nodes: 3
                                        duration: 1s
                                        clocks: {wall-spread: -1s}
                                        beats:
                                          hold: 25h
                                          radius: 0
                                          first-numbers: [1, 2]
                                          jobs:
                                            - {every: 0}
                                            - {every: 4, offset: 4}
                                            - {every: 4, offset: 1, by: turn}
                                            - {offset: 1, by: nobody}
                                        """))
                .isInstanceOfSatisfying(
                        ScenarioException.class,
                        (wrong) ->
                                assertThat(wrong.faults())
                                        .anyMatch((fault) -> fault.startsWith("clocks.wall-spread"))
                                        .anyMatch((fault) -> fault.startsWith("beats.hold"))
                                        .anyMatch((fault) -> fault.startsWith("beats.radius"))
                                        .anyMatch((f) -> f.startsWith("beats.first-numbers"))
                                        .anyMatch((f) -> f.startsWith("beats.jobs[0].every"))
                                        .anyMatch((f) -> f.startsWith("beats.jobs[1].offset"))
                                        .anyMatch((f) -> f.startsWith("beats.jobs[2].offset"))
                                        .anyMatch((f) -> f.startsWith("beats.jobs[3].every"))
                                        .anyMatch((f) -> f.startsWith("beats.jobs[3].by")));
    }

    @Test
    void whoTakesNoPartInBeatsHasNothingToDoByThem() {
        assertThatThrownBy(
                        () ->
                                ScenarioReader.parse(
                                        "{nodes: 3, duration: 1s, beats: {enabled: false, jobs: [{every:"
                                                + " 1}]}}"))
                .hasMessageContaining("beats.jobs");
    }
}
