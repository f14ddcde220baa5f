package org.chorusmesh.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chorusmesh.simulation.scenario.ScenarioFaults.faults;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the mistakes of a scenario file are named, and what counts as one. */
class ScenarioMistakesTests {

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
}
