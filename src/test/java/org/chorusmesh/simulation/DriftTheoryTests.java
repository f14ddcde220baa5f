package org.chorusmesh.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.chorusmesh.simulation.mesh.MeanField;
import org.chorusmesh.simulation.mesh.Run;
import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Clocks that drift are natural frequencies that differ, and are to leave just what these leave
 * (Δω/K for small differences), not what a stale estimate of the delay adds to it.
 */
class DriftTheoryTests {

    private static final int NODES = 8;

    private static final double COUPLING = 2.5;

    private static final double MICROS_PER_RADIAN = 1e6 / (2 * Math.PI);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{delay: 0.06ms, jitter: {exponential: {least: 0s, mean: 0.1ms}}, ordered: false}",
                "{delay: 0.06ms, jitter: {exponential: {least: 0s, mean: 0.1ms}}, loss: 0.2}",
                "{delay: 0.06ms, stall: {probability: 0.2, for: {uniform: {from: 200ms, to: 450ms}}}}"
            })
    void driftLeavesAFifthMoreAtMostThanTheFrequenciesDo(String network) {
        double[][] apart = apart(run(50, network), 30);
        for (int pair = 0; pair < apart[0].length; pair++) {
            // A microsecond is what the jitter leaves of clocks alike.
            assertThat(apart[0][pair]).isLessThan(1.2 * apart[1][pair] + 1);
        }
    }

    /** The sum of the exact difference and half a millisecond is what far paths are allowed. */
    @ParameterizedTest
    @CsvSource({"0, 0.25", "50, 0.3"})
    void aPathOfFiftyMillisecondsMoreOrLessHidesLittle(double ppm, double mostMillis) {
        double[][] apart =
                apart(run(ppm, "{delay: {uniform: {from: 30ms, to: 70ms}}, ordered: false}"), 70);
        for (int pair = 0; pair < apart[0].length; pair++) {
            assertThat(apart[0][pair]).isLessThan(apart[1][pair] + 1e3 * mostMillis);
        }
    }

    /** Peers leave the table after two seconds and return with reports that were queued. */
    @Test
    void stallsThatAreLongerThanTheTtlShiftNoPhase() {
        double[][] apart =
                apart(
                        run(
                                0,
                                "{delay: 0.06ms, stall: {probability: 0.05, for: {uniform: {from: 0.2s, to: 3.5s}}}}"),
                        30);
        assertThat(Arrays.stream(apart[0]).max().orElseThrow()).isLessThan(10);
    }

    private static Run run(double ppm, String network) {
        return Runs.run(
                "nodes: " + NODES,
                "coupling: " + COUPLING,
                "duration: 100s",
                "sample: 100ms",
                "phases: {order: 0.9}",
                "beats: {enabled: false}",
                "clocks: {drift: " + ppm + ", random-origins: true}",
                "network: " + network);
    }

    /**
     * Of each pair the 99th percentile of what is between their phases, and the exact value, µs.
     */
    private static double[][] apart(Run run, double fromSeconds) {
        double[] omega =
                Arrays.stream(run.mesh().members())
                        .mapToDouble((member) -> 2 * Math.PI * member.clockSpeed())
                        .toArray();
        double[] locked =
                new MeanField(new Topology.Full().of(NODES, new Chance(0)), omega, COUPLING, 0)
                        .locked(new double[NODES], 100);
        double[][] apart = new double[2][NODES * (NODES - 1) / 2];
        int pair = 0;
        for (int i = 0; i < NODES; i++) {
            for (int j = 0; j < i; j++) {
                apart[0][pair] = percentile(run, fromSeconds, i, j);
                apart[1][pair++] = Math.abs(locked[i] - locked[j]) * MICROS_PER_RADIAN;
            }
        }
        return apart;
    }

    private static double percentile(Run run, double fromSeconds, int i, int j) {
        double[] apart = new double[run.trace().size() - run.trace().at(fromSeconds)];
        for (int s = 0; s < apart.length; s++) {
            int sample = run.trace().at(fromSeconds) + s;
            apart[s] =
                    Math.abs(
                                    Math.IEEEremainder(
                                            run.trace().phase(sample, i)
                                                    - run.trace().phase(sample, j),
                                            2 * Math.PI))
                            * MICROS_PER_RADIAN;
        }
        Arrays.sort(apart);
        return apart[(int) (0.99 * apart.length)];
    }
}
