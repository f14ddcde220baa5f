package org.chorusmesh.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.chorusmesh.dynamics.TheoryCases;
import org.chorusmesh.simulation.mesh.Run;
import org.chorusmesh.simulation.report.Summary;
import org.junit.jupiter.api.Test;

/** Many oscillators, against the theory of infinitely many. */
class EnsembleTheoryTests {

    @Test
    void wideEnsemblesReachTheOrderOfTheInfiniteOne() {
        // At the quantiles of the distribution; what 150 of them leave to the infinite ensemble is
        // below 0.012.
        assertOrder("uniform_pm1_infinite", "uniform: {centre: 0, width: 1}");
        assertOrder("lorentz_gamma1_infinite", "lorentz: {centre: 0, width: 1}");
        assertOrder("gauss_sigma1_infinite", "normal: {centre: 0, width: 1}");
    }

    private static void assertOrder(String group, String frequencies) {
        TheoryCases.each(
                group,
                (c) -> {
                    Summary summary =
                            Runs.summary(
                                    Runs.IDEAL,
                                    "nodes: 150",
                                    "coupling: " + c.get("K").asDouble(),
                                    "duration: 30s",
                                    "sample: 100ms",
                                    "step: 50ms",
                                    "gossip: 100ms",
                                    "frequencies: {unit: rad/s, " + frequencies + "}",
                                    "phases: {equal: 0}");
                    assertThat(summary.rMean())
                            .as("%s %s", group, c)
                            .isCloseTo(c.get("r").asDouble(), within(0.012));
                });
    }

    @Test
    void identicalOscillatorsWithNoiseReachTheirStationaryOrder() {
        // 80 noisy oscillators over 50 s. Near K = 2D they fluctuate widely and forget only in
        // 1/(K/2 − D) seconds.
        TheoryCases.each(
                "identical_with_noise",
                (c) -> {
                    Run result =
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
                    assertThat(mean)
                            .as("%s", c)
                            .isCloseTo(c.get("r").asDouble(), within(tolerance));
                });
    }

    /** A sample of n strays about the ensemble by 1/√n or so, most where r depends on few. */
    @Test
    void aSampledEnsembleIsOneOfMany() {
        Summary summary =
                Runs.summary(
                        Runs.IDEAL,
                        "nodes: 150",
                        "coupling: 3",
                        "duration: 15s",
                        "step: 50ms",
                        "frequencies: {unit: rad/s, normal: {width: 1, quantiles: false}}",
                        "phases: {equal: 0}");
        assertThat(summary.rMean()).isCloseTo(0.9251816861387036, within(0.03));
    }

    /** Below K = 2D nothing is left but the chance of n phases: √(π/4n)·(1 − K/2D)^−½ = 0.14. */
    @Test
    void tooMuchNoiseLeavesNoOrder() {
        Summary summary =
                Runs.summary(
                        Runs.IDEAL,
                        "nodes: 80",
                        "noise: 1",
                        "coupling: 1",
                        "duration: 60s",
                        "step: 50ms",
                        "gossip: 50ms",
                        "frequencies: {equal: 0}",
                        "phases: {random: true}");
        assertThat(summary.rMean()).isCloseTo(0.14, within(0.05));
    }

    @Test
    void aLorentzianEnsembleRelaxesAsOttAndAntonsenFound() {
        int n = 250;
        double coupling = 4;
        double r0 = 0.3;
        double[] theta = new double[n];
        for (int i = 0; i < n; i++) {
            // Quantiles of the wrapped Cauchy distribution, spread over the frequencies by a stride
            // that is prime to n.
            double p = ((i * 171L) % n + 0.5) / n;
            theta[i] = 2 * Math.atan((1 - r0) / (1 + r0) * Math.tan(Math.PI * (p - 0.5)));
        }
        Run result =
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
            // 250 oscillators stand for infinitely many to about 1/√N.
            assertThat(result.trace().order(result.trace().at(t)))
                    .isCloseTo(Math.sqrt(square), within(0.03));
        }
    }
}
