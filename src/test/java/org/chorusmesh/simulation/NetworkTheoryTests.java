package org.chorusmesh.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.chorusmesh.dynamics.TheoryCases;
import org.chorusmesh.simulation.mesh.MeanField;
import org.chorusmesh.simulation.mesh.Run;
import org.chorusmesh.simulation.report.Summary;
import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What delay, loss and held reports do to a mesh, against closed forms. */
class NetworkTheoryTests {

    @Test
    void aDelayThatIsNotCompensatedShiftsTheCommonFrequency() {
        for (JsonNode c : TheoryCases.of("constant_delay")) {
            Summary summary =
                    delayed(
                            c.get("N").asInt(),
                            c.get("omega").asDouble(),
                            c.get("K").asDouble(),
                            c.get("tau").asDouble());
            assertThat(summary.rFinal()).isGreaterThan(0.99999);
            assertThat(summary.frequency()).isCloseTo(c.get("frequency").asDouble(), within(2e-3));
        }
    }

    @Test
    void agreementIsUnstableWhereTheCosineOfTheDelayIsNegative() {
        // Ω = 2π − 0.75·sin(0.3·Ω) gives Ωτ = 1.66, beyond a quarter of a turn.
        assertThat(delayed(4, 2 * Math.PI, 1, 0.3).rFinal()).isLessThan(0.9);
    }

    private static Summary delayed(int n, double omega, double coupling, double tau) {
        return Runs.summary(
                "filled: true",
                "stagger: false",
                "without: [compensates]",
                "nodes: " + n,
                "coupling: " + coupling,
                "duration: 60s",
                "step: 5ms",
                "gossip: 5ms",
                "network: {delay: " + Math.round(tau * 1000) + "ms}",
                "frequencies: {unit: rad/s, equal: " + omega + "}",
                "phases: {order: 0.98}");
    }

    /**
     * Ω = ω − K·(N − 1)/N·sin(Ωτ) on the branch that the mesh starts on, wherever cos(Ωτ) > 0; a
     * report as old as its period leaves (ω − Ω)·K·T²/3, far below 1e-4 here.
     */
    @ParameterizedTest
    @CsvSource({"0.15, 5.716072", "0.24, 5.554286", "0.7, 7.018185", "0.9, 6.560497"})
    void farDelaysLockOnTheirOwnBranch(double tau, double frequency) {
        Summary summary = delayed(4, 2 * Math.PI, 1, tau);
        assertThat(summary.rFinal()).isGreaterThan(0.9999);
        assertThat(summary.frequency()).isCloseTo(frequency, within(1e-4));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.5})
    void couplingStaysWhatItIsUnderLoss(double loss) {
        Run result =
                Runs.run(
                        "filled: true",
                        "nodes: 20",
                        "seed: 3",
                        "duration: 4s",
                        "sample: 100ms",
                        "gossip: 20ms",
                        "network: {delay: 1ms, loss: " + loss + "}",
                        "phases: {order: 0.99}");
        double measured =
                Math.log(
                                result.trace().spread(result.trace().at(1))
                                        / result.trace().spread(result.trace().at(3)))
                        / 2;
        // A lost report leaves an older extrapolation, whose rate error is of the order K·age.
        assertThat(measured).isCloseTo(2.5, within(0.05 * 2.5));
    }

    /**
     * Old reports must not push the slow back and the fast on: carried on by the observer's own
     * frequency, the last here would stand 0.04 rad further out.
     */
    @Test
    void lossMovesNoNodeOfALockedMesh() {
        double[] omega = IntStream.range(0, 10).mapToDouble((i) -> 6 + 0.2 * i).toArray();
        Summary summary =
                Runs.summary(
                        "filled: true",
                        "nodes: 10",
                        "seed: 3",
                        "duration: 30s",
                        "gossip: 100ms",
                        "network: {delay: 1ms, loss: 0.5}",
                        Runs.frequencies(omega),
                        "phases: {order: 0.99}");
        MeanField exact = new MeanField(new Topology.Full().of(10, new Chance(0)), omega, 2.5, 0);
        double[] locked = exact.locked(new double[10], 100);
        // Delays of a millisecond that differ by chance leave little; a rare faded weight the rest.
        assertThat(
                        MeanField.distance(
                                summary.phasesFinal().stream().mapToDouble((x) -> x).toArray(),
                                locked))
                .isLessThan(0.005);
    }

    @Test
    void twoGroupsMergeInTheTimeOfTheTangents() {
        double apart = 2.5;
        double[] theta = IntStream.range(0, 8).mapToDouble((i) -> (i < 4) ? 0 : apart).toArray();
        Run result =
                Runs.run(
                        Runs.IDEAL,
                        "nodes: 8",
                        "duration: 5s",
                        "sample: 50ms",
                        "step: 5ms",
                        "gossip: 5ms",
                        Runs.phases(theta));
        for (double t : new double[] {1, 2, 3}) {
            double left = 2 * Math.atan(Math.tan(apart / 2) * Math.exp(-2.5 * t));
            assertThat(result.trace().spread(result.trace().at(t))).isCloseTo(left, within(5e-4));
        }
    }

    /** Exact for zero frequency, all in step; the step of 1 ms stands for no step at all. */
    @ParameterizedTest
    @CsvSource({"5, 2.5, 100", "10, 1, 200"})
    void heldReportsContractByWhatADifferenceEquationSays(int n, double coupling, int millis) {
        Run result =
                Runs.run(
                        Runs.IDEAL,
                        "nodes: " + n,
                        "coupling: " + coupling,
                        "without: [extrapolates]",
                        "step: 1ms",
                        "gossip: " + millis + "ms",
                        "sample: " + millis + "ms",
                        "duration: " + 15 * millis + "ms",
                        "frequencies: {equal: 0}",
                        "phases: {order: 0.9999}");
        double kappa = coupling * (n - 1) / n;
        double expected = (n * Math.exp(-kappa * millis * 1e-3) - 1) / (n - 1);
        double measured = Math.pow(result.trace().spread(12) / result.trace().spread(2), 0.1);
        assertThat(measured).isCloseTo(expected, within(1e-3 * expected));
    }
}
