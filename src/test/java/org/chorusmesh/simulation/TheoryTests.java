package org.chorusmesh.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.dynamics.TheoryCases;
import org.chorusmesh.simulation.mesh.Run;
import org.chorusmesh.simulation.report.Summary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The simulator against theory; ensembles, graphs and networks have tests of their own. Tolerances:
 * what is locked moves together, so that extrapolation and step make no error, and it is held to
 * 1e-4; a transient to what the step leaves at second order; what fluctuates to its fluctuation.
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
    void transientsFollowTheExactSolution() {
        for (JsonNode c : TheoryCases.of("transient_all_to_all")) {
            double[] omega = doubles(c.get("omega"));
            Run result =
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

    /**
     * Beyond the lock the two turn past each other with a beat of √(Δω² − K²). Eight or more beats
     * in the last third are averaged to 1e-4, and a report of 10 ms of age leaves as much.
     */
    @ParameterizedTest
    @CsvSource({"1, 1.25", "1, 2", "2.5, 4"})
    void anUnlockedPairBeats(double coupling, double detuning) {
        Summary summary =
                Runs.summary(
                        Runs.IDEAL,
                        "nodes: 2",
                        "coupling: " + coupling,
                        "duration: 300s",
                        "gossip: 10ms",
                        Runs.frequencies(new double[] {-detuning / 2, detuning / 2}),
                        "phases: {list: [0.3, 0]}");
        double beat = Math.sqrt(detuning * detuning - coupling * coupling);
        assertThat(summary.frequencySpread()).isCloseTo(beat, within(5e-4 * beat));
        assertThat(summary.frequency()).isCloseTo(0, within(1e-9));
    }

    /** Second order in the step: an error of some 1e-3·(K·step/0.02)² from so near antiphase. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 3})
    void identicalOnesMeetByTheTangentOfHalfTheirDistance(double apart) {
        Run result =
                Runs.run(
                        Runs.IDEAL,
                        "nodes: 2",
                        "duration: 3s",
                        "step: 2ms",
                        "gossip: 2ms",
                        "phases: {list: [0, " + apart + "]}");
        for (double t : new double[] {0.5, 1, 2}) {
            double left = 2 * Math.atan(Math.tan(apart / 2) * Math.exp(-2.5 * t));
            assertThat(result.trace().spread(result.trace().at(t))).isCloseTo(left, within(3e-4));
        }
    }

    /** The last oscillator to lock is slow to do so; once there it stands as exactly as any. */
    @Test
    void aPairLocksUpToItsCriticalDetuning() {
        Summary summary =
                Runs.summary(
                        Runs.IDEAL,
                        "nodes: 2",
                        "coupling: 1",
                        "duration: 400s",
                        Runs.frequencies(new double[] {-0.4995, 0.4995}),
                        "phases: {list: [0.3, 0]}");
        assertThat(summary.phasesFinal().get(1) - summary.phasesFinal().get(0))
                .isCloseTo(Math.asin(0.999), within(1e-4));
    }
}
