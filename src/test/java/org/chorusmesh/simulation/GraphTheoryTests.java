package org.chorusmesh.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chorusmesh.simulation.mesh.Run;
import org.chorusmesh.simulation.mesh.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How fast small differences die out on graphs: at K times the second least eigenvalue of (1 +
 * k_i)⁻¹·L, where k_i is the number of i's neighbours, or of L/N where the coupling is divided by
 * all. Held to 1 in a hundred: what is left of the third mode, and the reports' age.
 */
class GraphTheoryTests {

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 12})
    void aRingContractsAtItsSecondEigenvalue(int n) {
        double[] theta =
                IntStream.range(0, n)
                        .mapToDouble((i) -> 0.01 * Math.cos(2 * Math.PI * i / n))
                        .toArray();
        double rate = 2.5 * (2 - 2 * Math.cos(2 * Math.PI / n)) / 3;
        Run result =
                Runs.run(
                        Runs.IDEAL,
                        "nodes: " + n,
                        "topology: ring",
                        "duration: 2s",
                        "sample: 100ms",
                        "gossip: 10ms",
                        Runs.phases(theta));
        double measured =
                Math.log(
                        result.trace().spread(result.trace().at(0.5))
                                / result.trace().spread(result.trace().at(1.5)));
        assertThat(measured).isCloseTo(rate, within(0.01 * rate));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 9})
    void dividedByAllTheRateIsTheTextbooks(int n) {
        double[] theta =
                IntStream.range(0, n)
                        .mapToDouble((i) -> 0.01 * Math.cos(Math.PI * (i + 0.5) / n))
                        .toArray();
        List<String> edges = new ArrayList<>();
        for (int i = 0; i + 1 < n; i++) {
            edges.add("[" + i + ", " + (i + 1) + "]");
        }
        double rate = 2.5 * (2 - 2 * Math.cos(Math.PI / n)) / n;
        assertRate(
                rate,
                n,
                "topology: {edges: [" + String.join(", ", edges) + "], divisor: nodes}",
                theta);
    }

    /** A star's leaves each divide by two: K/2 for whatever leaves the hub where it is. */
    @Test
    void aStarContractsByItsLeavesOwnDivisor() {
        assertRate(
                1.25,
                4,
                "topology: {edges: [[0, 1], [0, 2], [0, 3]]}",
                new double[] {0, 0.01, -0.01, 0});
    }

    @Test
    void aRestartedNodeOfATextbooksGraphIsCoupledAsBefore() {
        Run result =
                Runs.run(
                        "nodes: 3",
                        "duration: 3s",
                        "topology: {edges: [[0, 1], [1, 2]], divisor: nodes}",
                        "events: [{at: 1s, restart: {nodes: all}}, {at: 2s, settings: {nodes: all,"
                                + " coupling: 1.5}}]");
        double[] couplings =
                IntStream.range(0, 3)
                        .mapToDouble((i) -> result.mesh().members()[i].node().settings().coupling())
                        .toArray();
        assertThat(couplings).containsExactly(new double[] {1, 1.5, 1}, within(1e-12));
    }

    private static void assertRate(double rate, int n, String topology, double[] theta) {
        double second = 1 / rate;
        Run result =
                Runs.run(
                        Runs.IDEAL,
                        "nodes: " + n,
                        topology,
                        "duration: " + 3 * second + "s",
                        "gossip: 10ms",
                        Runs.phases(theta));
        Trace trace = result.trace();
        int from = trace.at(second);
        int to = trace.at(2 * second);
        double measured =
                Math.log(trace.spread(from) / trace.spread(to))
                        / (trace.time(to) - trace.time(from));
        assertThat(measured).isCloseTo(rate, within(0.01 * rate));
    }
}
