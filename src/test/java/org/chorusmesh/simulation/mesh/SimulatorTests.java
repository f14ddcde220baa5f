package org.chorusmesh.simulation.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.simulation.Runs;
import org.chorusmesh.simulation.check.CheckedRun;
import org.chorusmesh.simulation.report.Summaries;
import org.chorusmesh.simulation.report.Summary;
import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.Frequencies;
import org.chorusmesh.simulation.scenario.Remedy;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.ShippedScenarios;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the simulator does to a mesh. */
class SimulatorTests {

    private static final String HOSTILE =
            """
            nodes: 6
            duration: 8s
            noise: 0.01
            clocks: {drift: 50}
            network:
              loss: 0.2
              delay: {exponential: {least: 1ms, mean: 5ms}}
              jitter: {uniform: {from: 0s, to: 5ms}}
              reorder: {probability: 0.1, by: [50ms, 200ms]}
              duplicate: 0.1
              stall: {probability: 0.01, for: 300ms}
              bandwidth: 100000
            speeds:
              - {nodes: [5], step: 100ms, gossip: 200ms}
            events:
              - {at: 2s, restart: {nodes: [1]}}
              - {at: 3s, duplicate: {of: 2, for: 1s}}
              - {at: 4s, settings: {nodes: all, coupling: 4}}
            """;

    @Test
    void theSameSeedGivesTheSameBits() {
        long digest = Runs.run("seed: 7", HOSTILE).trace().digest();
        assertThat(Runs.run("seed: 7", HOSTILE).trace().digest()).isEqualTo(digest);
        assertThat(Runs.run("seed: 8", HOSTILE).trace().digest()).isNotEqualTo(digest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ghost-peers",
                "restart",
                "poison",
                "join",
                "out-of-order",
                "partition-heal",
                "hold"
            })
    void whatShipsKeepsItsPromises(String name) {
        Summary summary = Summaries.of(CheckedRun.of(ShippedScenarios.find(name)));
        assertThat(summary.breaches()).isEmpty();
    }

    @Test
    void ghostsThatAreNotForgottenDragTheOthersFurther() {
        Scenario scenario = ShippedScenarios.find("ghost-peers");
        double remedied = moved(scenario);
        double without = moved(scenario.leavingOut(List.of(Remedy.FORGETS)));
        assertThat(without).isGreaterThan(2 * remedied);
    }

    private static double moved(Scenario scenario) {
        Summary summary = Summaries.of(CheckedRun.of(scenario));
        return summary.displacements().get(1).radians();
    }

    @Test
    void heldPhasesDriveTheMeshApartWhereExtrapolatedOnesDoNotFeelTheDelay() {
        Scenario scenario = ShippedScenarios.find("hold");
        Summary held =
                Summaries.of(CheckedRun.of(scenario.leavingOut(List.of(Remedy.EXTRAPOLATES))));
        assertThat(held.rMean()).isLessThan(0.7);
    }

    @Test
    void lossAndDuplicationAreAsFrequentAsSaid() {
        Run result = Runs.run("nodes: 10", "duration: 20s", "network: {loss: 0.3, duplicate: 0.5}");
        assertThat((double) result.network().lost() / result.network().sent())
                .isCloseTo(0.3, within(0.01));
        double stale = result.verdicts().get(Verdict.STALE);
        assertThat(stale / result.verdicts().get(Verdict.ADMITTED)).isCloseTo(0.5, within(0.02));
    }

    @Test
    void framesKeepTheirOrderUnlessReorderingIsSet() {
        String[] jittery = {"nodes: 4", "duration: 10s", "gossip: 10ms"};
        String ordered = "network: {delay: {uniform: {from: 1ms, to: 80ms}}, ordered: %s}";
        assertThat(
                        Runs.run(jittery[0], jittery[1], jittery[2], ordered.formatted(true))
                                .verdicts()
                                .get(Verdict.STALE))
                .isZero();
        assertThat(
                        Runs.run(jittery[0], jittery[1], jittery[2], ordered.formatted(false))
                                .verdicts()
                                .get(Verdict.STALE))
                .isGreaterThan(1000);
    }

    @Test
    void groupsThatArePartedForgetEachOtherAndMeetAgain() {
        Run parted =
                Runs.run(
                        "nodes: 4",
                        "duration: 12s",
                        "phases: {equal: 0}",
                        "events: [{at: 5s, partition: {groups: [[0, 1], [2, 3]], for: 100s}}]");
        assertThat(parted.mesh().members[0].node.snapshot().peers()).hasSize(1);
        CheckedRun healed =
                Runs.checked(
                        "nodes: 4",
                        "duration: 12s",
                        "phases: {equal: 0}",
                        "events: [{at: 5s, partition: {groups: [[0, 1], [2, 3]], for: 4s}}]");
        assertThat(healed.run().mesh().members[0].node.snapshot().peers()).hasSize(3);
        assertThat(healed.findings().breaches()).isEmpty();
    }

    @Test
    void aKickIsADisplacementOfWhoIsKickedAndLessOfTheOthers() {
        Summary summary =
                Runs.summary(
                        "nodes: 5",
                        "duration: 10s",
                        "phases: {equal: 0}",
                        "events: [{at: 5s, kick: {nodes: [0], by: 1}}]");
        assertThat(summary.displacements())
                .singleElement()
                .satisfies(
                        (displacement) -> {
                            assertThat(displacement.event()).isEqualTo("kick");
                            // One in five by one radian moves their mean by a fifth.
                            assertThat(displacement.radians()).isCloseTo(0.2, within(0.03));
                        });
    }

    @Test
    void anExpectationThatIsNotMetIsABreach() {
        Summary summary =
                Runs.summary(
                        "nodes: 2",
                        "duration: 2s",
                        "coupling: 0",
                        "phases: {list: [0, 3]}",
                        "expect: {least-r: 0.9}");
        assertThat(summary.isSound()).isFalse();
        assertThat(summary.invariants()).containsEntry("expected", 1);
    }

    @Test
    void oldReportsMoveNoNodeInAMeshWithLag() {
        // Carried on towards the natural frequency, which lag keeps a mesh from, they made it turn
        // at 4.15 rad/s and 0.17 rad wide.
        Summary summary =
                Runs.summary(
                        "nodes: 5",
                        "duration: 30s",
                        "phases: {equal: 0}",
                        "coupling: 4",
                        "lag: 1",
                        "gossip: 200ms",
                        "ttl: 5s",
                        "network: {loss: 0.4}");
        assertThat(summary.frequency())
                .isCloseTo(2 * Math.PI - 4 * 4.0 / 5 * Math.sin(1), within(0.01));
        assertThat(summary.spreadFinal()).isLessThan(1e-3);
    }

    @Test
    void noNodeIsDisplacedByWhatHitsAllOrByAMeshThatIsNotAtRest() {
        String kick = "events: [{at: %s, kick: {nodes: %s, by: 1}}]";
        String[] calm = {"nodes: 4", "duration: 8s", "filled: true", "phases: {equal: 0}"};
        assertThat(displacement(kick.formatted("4s", "[0]"), calm)).isGreaterThan(0.01);
        assertThat(displacement(kick.formatted("4s", "all"), calm)).isNull();
        assertThat(
                        displacement(
                                kick.formatted("2s", "[0]"),
                                "nodes: 4",
                                "duration: 8s",
                                "filled: true",
                                "coupling: 0.5",
                                "phases: {order: 0.2}"))
                .isNull();
    }

    private static @Nullable Double displacement(String events, String... lines) {
        String[] all = Arrays.copyOf(lines, lines.length + 1);
        all[lines.length] = events;
        return Runs.summary(all).displacements().get(0).radians();
    }

    @Test
    void framesThatTheDeadJudgedAreCounted() {
        Summary summary =
                Runs.summary(
                        "nodes: 2",
                        "duration: 4s",
                        "filled: true",
                        "events: [{at: 3s, crash: {nodes: all}}]");
        assertThat(summary.running()).isZero();
        assertThat(summary.messages().get("admitted")).isGreaterThan(100);
    }

    @Test
    void aShareIsNeverMoreThanItSays() {
        Summary summary =
                Runs.summary(
                        "nodes: 40", "duration: 2s", "events: [{at: 1s, crash: {share: 0.99}}]");
        assertThat(summary.running()).isOne();
    }

    @Test
    void bytesPerNodeAreReportedWhereTheyAreMostOfTheHeap() {
        assertThat(Runs.summary("nodes: 3", "duration: 100ms").bytesPerNode()).isNull();
        // What earlier tests left in this JVM can be freed while the first run lasts.
        bytesPerNode("ring");
        // A node of two neighbours has at least its own fields and its rows of them.
        long few = bytesPerNode("ring");
        long many = bytesPerNode("{k-ring: 32}");
        assertThat(few).isBetween(1_000L, 10_000L);
        // Thirty peers more have a row of 64 bytes each at the very least.
        assertThat(many - few).isBetween(30L * 64, 30L * 1000);
    }

    private static long bytesPerNode(String topology) {
        return Runs.summary("nodes: 1000", "duration: 200ms", "topology: " + topology)
                .bytesPerNode();
    }

    @Test
    void noNodeIsDrawnAFrequencyOutOfRange() {
        double[] omega =
                new Frequencies.Distributed(Frequencies.Shape.LORENTZ, 6, 1, false)
                        .of(100_000, new Chance(1));
        double most = Arrays.stream(omega).map(Math::abs).max().orElseThrow();
        assertThat(most).isEqualTo(Frequencies.FASTEST);
    }
}
