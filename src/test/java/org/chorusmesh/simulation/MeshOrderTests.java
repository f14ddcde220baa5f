package org.chorusmesh.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.chorusmesh.simulation.report.Summary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the nodes of a mesh estimate as its order parameter, against the true one. */
class MeshOrderTests {

    @ParameterizedTest
    @CsvSource({"3, 0", "3, 0.3", "4, 0.3"})
    void isRightWhereEachNodeHearsAFew(double coupling, double loss) {
        Summary summary =
                Runs.summary(
                        "filled: true",
                        "nodes: 200",
                        "duration: 20s",
                        "step: 50ms",
                        "topology: {random-regular: 16}",
                        "network: {delay: 2ms, loss: " + loss + "}",
                        "coupling: " + coupling,
                        "frequencies: {unit: rad/s, normal: {centre: 6.2832, width: 1}}",
                        "phases: {random: true}");
        assertThat(summary.rEstimated()).isCloseTo(summary.rFinal(), within(0.01));
        assertThat(summary.rEstimatedError()).isLessThan(0.01);
    }

    /** The graph is found, and changes. */
    @ParameterizedTest
    @CsvSource({"0", "0.3"})
    void isRightOnTheOverlayWhileNodesAreReplaced(double loss) {
        Summary summary =
                Runs.summary(
                        "nodes: 200",
                        "duration: 40s",
                        "step: 50ms",
                        "topology: overlay",
                        "network: {delay: 2ms, loss: " + loss + "}",
                        "coupling: 3",
                        "frequencies: {unit: rad/s, normal: {centre: 6.2832, width: 1}}",
                        "phases: {order: 0.9}",
                        "events: [{at: 5s, churn: {for: 30s, per-minute: 0.05}}]");
        assertThat(summary.rEstimated()).isCloseTo(summary.rFinal(), within(0.01));
        assertThat(summary.rEstimatedError()).isLessThan(0.01);
    }

    /** By averaging alone it would still be 0.09 off. */
    @Test
    void followsTheOrderWhileItChanges() {
        Summary summary =
                Runs.summary(
                        "filled: true",
                        "nodes: 500",
                        "duration: 3s",
                        "step: 100ms",
                        "topology: {random-regular: 16}",
                        "network: {delay: 2ms, loss: 0.3}",
                        "coupling: 2.65625",
                        "frequencies: {unit: rad/s, normal: {centre: 6.2832, width: 1}}",
                        "phases: {order: 0.99}");
        assertThat(summary.rFinal()).isLessThan(0.9);
        assertThat(summary.rEstimatedError()).isLessThan(0.03);
    }

    @Test
    void pairsAndLoneNodesHaveTheirOwn() {
        Summary pair = Runs.summary("nodes: 2", "duration: 90s", "phases: {list: [0, 1]}");
        assertThat(pair.rEstimated()).isCloseTo(1, within(1e-4));
        Summary alone =
                Runs.summary(
                        "nodes: 2", "duration: 5s", "network: {loss: 1}", "phases: {list: [0, 1]}");
        assertThat(alone.rEstimated()).isNull();
    }
}
