package org.chorusmesh.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.dynamics.TheoryCases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The simulator against theory. Tolerances: what is locked moves together, so that extrapolation
 * and step make no error, and it is held to 1e-4; a transient to what the step leaves at second
 * order; what fluctuates to its fluctuation.
 */
class TheoryTests {

    private static double[] doubles(JsonNode node) {
        return TheoryCases.doubles(node);
    }

    @Test
    void aPairLocksAtTheArcSineOfItsDetuning() {
        for (JsonNode c : TheoryCases.of("pair_lock")) {
            double half = c.get("dw_over_K").asDouble() / 2;
            Summary summary =
                    Runs.summary(
                            Runs.IDEAL,
                            "nodes: 2",
                            "coupling: 1",
                            "duration: 40s",
                            "gossip: 10ms",
                            Runs.frequencies(new double[] {-half, half}),
                            "phases: {list: [0.3, 0]}");
            assertThat(summary.phasesFinal().get(1) - summary.phasesFinal().get(0))
                    .isCloseTo(c.get("delta").asDouble(), within(1e-4));
            assertThat(summary.rFinal()).isCloseTo(c.get("r").asDouble(), within(1e-4));
        }
    }

    @Test
    void finiteEnsemblesLockWhereTheorySaysTheyDo() {
        for (JsonNode ensemble : TheoryCases.of("finite_ensemble")) {
            double[] omega = doubles(ensemble.get("omega"));
            for (JsonNode c : ensemble.get("locked")) {
                Summary summary =
                        Runs.summary(
                                Runs.IDEAL,
                                "nodes: " + omega.length,
                                "coupling: " + c.get("K").asDouble(),
                                "duration: 40s",
                                "gossip: 10ms",
                                Runs.frequencies(omega),
                                "phases: {equal: 0}");
                double[] expected = doubles(c.get("phases"));
                for (int i = 0; i < omega.length; i++) {
                    assertThat(summary.phasesFinal().get(i)).isCloseTo(expected[i], within(1e-4));
                }
                assertThat(summary.rFinal()).isCloseTo(c.get("r").asDouble(), within(1e-5));
            }
        }
    }

    @Test
    void anEnsembleLocksJustAboveItsCriticalCouplingAndNotBelow() {
        for (JsonNode ensemble : TheoryCases.of("finite_ensemble")) {
            double[] omega = doubles(ensemble.get("omega"));
            double critical = ensemble.get("Kc").asDouble();
            assertThat(spreadOfFrequencies(omega, 1.02 * critical)).isLessThan(1e-3);
            assertThat(spreadOfFrequencies(omega, 0.98 * critical)).isGreaterThan(0.05);
        }
    }

    private static double spreadOfFrequencies(double[] omega, double coupling) {
        return Runs.summary(
                        Runs.IDEAL,
                        "nodes: " + omega.length,
                        "coupling: " + coupling,
                        "duration: 150s",
                        "step: 20ms",
                        "gossip: 20ms",
                        Runs.frequencies(omega),
                        "phases: {equal: 0}")
                .frequencySpread();
    }

    @Test
    void wideEnsemblesReachTheOrderOfTheInfiniteOne() {
        // At the quantiles of the distribution; what 150 of them leave to the infinite ensemble is
        // below 0.012.
        assertOrder("uniform_pm1_infinite", "uniform: {centre: 0, width: 1}");
        assertOrder("lorentz_gamma1_infinite", "lorentz: {centre: 0, width: 1}");
        assertOrder("gauss_sigma1_infinite", "normal: {centre: 0, width: 1}");
    }

    private static void assertOrder(String group, String frequencies) {
        for (JsonNode c : TheoryCases.of(group)) {
            Summary summary =
                    Runs.summary(
                            Runs.IDEAL,
                            "nodes: 150",
                            "coupling: " + c.get("K").asDouble(),
                            "duration: 30s",
                            "sample: 100ms",
                            "step: 50ms",
                            "gossip: 50ms",
                            "frequencies: {unit: rad/s, " + frequencies + "}",
                            "phases: {equal: 0}");
            assertThat(summary.rMean())
                    .as("%s %s", group, c)
                    .isCloseTo(c.get("r").asDouble(), within(0.012));
        }
    }

    @Test
    void identicalOscillatorsWithNoiseReachTheirStationaryOrder() {
        // 80 noisy oscillators over 50 s. Near K = 2D they fluctuate widely and forget only in
        // 1/(K/2 − D) seconds.
        for (JsonNode c : TheoryCases.of("identical_with_noise")) {
            RunResult result =
                    Runs.run(
                            Runs.IDEAL,
                            "nodes: 80",
                            "noise: 1",
                            "coupling: " + c.get("K_over_D").asDouble(),
                            "duration: 60s",
                            "sample: 100ms",
                            "step: 50ms",
                            "gossip: 50ms",
                            "frequencies: {equal: 0}",
                            "phases: {equal: 0}");
            double mean =
                    IntStream.range(result.trace().at(10), result.trace().size())
                            .mapToDouble(result.trace()::order)
                            .average()
                            .orElseThrow();
            double tolerance = (c.get("K_over_D").asDouble() < 3) ? 0.08 : 0.03;
            assertThat(mean).as("%s", c).isCloseTo(c.get("r").asDouble(), within(tolerance));
        }
    }

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

    @Test
    void transientsFollowTheExactSolution() {
        for (JsonNode c : TheoryCases.of("transient_all_to_all")) {
            double[] omega = doubles(c.get("omega"));
            RunResult result =
                    Runs.run(
                            Runs.IDEAL,
                            "nodes: " + omega.length,
                            "coupling: " + c.get("K").asDouble(),
                            "duration: 4s",
                            "sample: 500ms",
                            "step: 5ms",
                            "gossip: 5ms",
                            Runs.frequencies(omega),
                            Runs.phases(doubles(c.get("theta0"))));
            double[] times = doubles(c.get("times"));
            for (int t = 0; t < times.length; t++) {
                double[] expected = doubles(c.get("theta").get(t));
                for (int i = 0; i < omega.length; i++) {
                    double phase = result.trace().phase(result.trace().at(times[t]), i);
                    assertThat(Math.abs(Phases.difference(phase, expected[i]))).isLessThan(2e-4);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 12})
    void aRingContractsAtItsSecondEigenvalue(int n) {
        double[] theta =
                IntStream.range(0, n)
                        .mapToDouble((i) -> 0.01 * Math.cos(2 * Math.PI * i / n))
                        .toArray();
        double rate = 2.5 * (2 - 2 * Math.cos(2 * Math.PI / n)) / 3;
        RunResult result =
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
    @ValueSource(doubles = {0, 0.25, 0.5})
    void couplingStaysWhatItIsUnderLoss(double loss) {
        RunResult result =
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
    void lossMovesNobodyOfALockedMesh() {
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
        RunResult result =
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

    @Test
    void aPhaseLagShiftsTheCommonFrequency() {
        Summary summary =
                Runs.summary(
                        Runs.IDEAL,
                        "nodes: 5",
                        "lag: 0.4",
                        "duration: 30s",
                        "gossip: 10ms",
                        "phases: {order: 0.9}");
        double expected = 2 * Math.PI - 2.5 * 4 / 5 * Math.sin(0.4);
        assertThat(summary.frequency()).isCloseTo(expected, within(1e-3));
    }

    @Test
    void aLorentzianEnsembleRelaxesAsOttAndAntonsenFound() {
        int n = 400;
        double coupling = 4;
        double r0 = 0.3;
        double[] theta = new double[n];
        for (int i = 0; i < n; i++) {
            // Quantiles of the wrapped Cauchy distribution, spread over the frequencies by a stride
            // that is prime to n.
            double p = ((i * 171L) % n + 0.5) / n;
            theta[i] = 2 * Math.atan((1 - r0) / (1 + r0) * Math.tan(Math.PI * (p - 0.5)));
        }
        RunResult result =
                Runs.run(
                        Runs.IDEAL,
                        "nodes: " + n,
                        "coupling: " + coupling,
                        "duration: 4s",
                        "sample: 100ms",
                        "step: 25ms",
                        "gossip: 25ms",
                        "frequencies: {unit: rad/s, lorentz: {centre: 0, width: 1}}",
                        Runs.phases(theta));
        double locked = 1 - 2 / coupling;
        for (double t : new double[] {0.5, 1, 2, 4}) {
            double square = locked / (1 + (locked / (r0 * r0) - 1) * Math.exp(-(coupling - 2) * t));
            // 400 oscillators stand for infinitely many to about 1/√N.
            assertThat(result.trace().order(result.trace().at(t)))
                    .isCloseTo(Math.sqrt(square), within(0.03));
        }
    }
}
