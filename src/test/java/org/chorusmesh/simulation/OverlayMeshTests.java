package org.chorusmesh.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.chorusmesh.simulation.check.MemberFindings;
import org.chorusmesh.simulation.report.Summary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mesh comes to in which each node finds its neighbours by itself. */
class OverlayMeshTests {

    /** A ring of the next sixteen can stay twisted from the same start. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void identicalNodesComeIntoStepFromRandomPhases(int seed) {
        Summary summary =
                Runs.summary(
                        "nodes: 300",
                        "seed: " + seed,
                        "duration: 13s",
                        "step: 100ms",
                        "filled: true",
                        "topology: overlay",
                        "network: {delay: 2ms, loss: 0.1}");
        assertThat(summary.rFinal()).isGreaterThan(0.999);
        assertThat(summary.rEstimated()).isGreaterThan(0.98);
    }

    @Test
    void allAgreeOnAListThroughEight() {
        Summary summary =
                Runs.summary(
                        "nodes: 40",
                        "duration: 30s",
                        "step: 50ms",
                        "topology: {overlay: 8}",
                        "network: {delay: 2ms, loss: 0.2}",
                        "phases: {order: 0.9}",
                        "beats: {jobs: [{every: 1, by: one}]}");
        assertThat(summary.breaches()).isEmpty();
        MemberFindings members = summary.members();
        assertThat(members.agreedShare()).isEqualTo(1);
        assertThat(members.mostLists()).isEqualTo(1);
        assertThat(Arrays.asList(members.leastPresent(), members.mostPresent())).containsOnly(40);
        assertThat(members.oldestNewsSeconds()).isBetween(0.05, 1.0);
        assertThat(members.newsP99Seconds())
                .isBetween(members.newsMedianSeconds(), members.oldestNewsSeconds());
        assertThat(members.newsMedianSeconds()).isPositive();
    }

    /**
     * Three newcomers: at each one, neighbours let go of each other. Those that are let go must not
     * be waited for.
     */
    @Test
    void newcomersStopTheAgreementOfTheOthersForAMomentOnly() {
        Summary summary =
                Runs.summary(
                        "nodes: 60",
                        "duration: 90s",
                        "step: 50ms",
                        "sample: 100ms",
                        "topology: {overlay: 8}",
                        "late: [5, 15, 25]",
                        "network: {delay: 2ms}",
                        "phases: {order: 0.9}",
                        "beats: {enabled: true}",
                        "events: [{at: 61s, start: {nodes: [5], join: align}},"
                                + " {at: 70.3s, start: {nodes: [15], join: align}},"
                                + " {at: 79.6s, start: {nodes: [25], join: align}}]");
        assertThat(summary.breaches()).isEmpty();
        assertThat(summary.members().mostPresent()).isEqualTo(60);
        assertThat(summary.members().agreedShare()).isGreaterThan(0.9);
    }
}
