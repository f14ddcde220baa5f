package org.chorusmesh.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.StepResult;
import org.chorusmesh.simulation.mesh.Member;
import org.chorusmesh.simulation.mesh.RunObserver;
import org.chorusmesh.simulation.mesh.Simulator;
import org.chorusmesh.simulation.scenario.ScenarioReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How soon a peer that dies without a goodbye has no weight, and is absent to all. */
class DeadPeerTests {

    private static final long SECOND = 1_000_000_000L;

    private static final long DIES_NANOS = 20 * SECOND;

    private static final int VICTIM = 1;

    /** Notes when each node has first done without the dead one. */
    private static final class Deathbed implements RunObserver {

        private final Map<Integer, Long> weightless = new HashMap<>();
        private final Map<Integer, Long> forgotten = new HashMap<>();
        private long listeners;
        private long periodNanos;

        @Override
        public void stepped(long nanos, Member member, List<Arrival> arrivals, StepResult result) {
            if (member.index() == VICTIM) {
                this.periodNanos = member.node().snapshot().reportPeriodNanos();
                return;
            }
            if (nanos < DIES_NANOS - SECOND) {
                return;
            }
            NodeSnapshot now = member.node().snapshot();
            boolean weighs =
                    now.peers().stream()
                            .anyMatch((peer) -> peer.nodeId().equals("n1") && peer.weight() > 0);
            boolean present =
                    now.beat().members().stream()
                            .anyMatch((view) -> view.nodeId().equals("n1") && view.isPresent());
            if (nanos < DIES_NANOS) {
                this.weightless.remove(member.index());
                if (weighs) {
                    this.weightless.put(member.index(), Long.MAX_VALUE);
                }
                this.listeners = this.weightless.size();
                this.forgotten.put(member.index(), Long.MAX_VALUE);
                return;
            }
            note(this.weightless, member.index(), weighs, nanos);
            note(this.forgotten, member.index(), present, nanos);
        }

        private static void note(Map<Integer, Long> since, int index, boolean still, long nanos) {
            if (still) {
                since.put(index, Long.MAX_VALUE);
            } else {
                since.computeIfPresent(index, (each, before) -> Math.min(before, nanos));
            }
        }

        @Override
        public void sampled(long nanos) {}

        static double latest(Map<Integer, Long> instants) {
            long latest = instants.values().stream().mapToLong(Long::longValue).max().orElseThrow();
            return (latest - DIES_NANOS) * 1e-9;
        }
    }

    private static Deathbed watch(int nodes, String pace, double loss) {
        Deathbed deathbed = new Deathbed();
        new Simulator(
                        ScenarioReader.parse(
                                String.join(
                                        "\n",
                                        "nodes: " + nodes,
                                        "duration: 28s",
                                        "pace: " + pace,
                                        "topology: overlay",
                                        "network: {delay: 1ms, loss: " + loss + "}",
                                        "phases: {order: 0.9}",
                                        "beats: {enabled: true}",
                                        "events: [{at: 20s, crash: {nodes: [1]}}]")))
                .run(deathbed, (progress) -> {});
        return deathbed;
    }

    @ParameterizedTest
    @CsvSource({
        "3, steady, 0",
        "3, adaptive, 0",
        "17, steady, 0",
        "17, adaptive, 0",
        "17, adaptive, 0.3",
        "200, steady, 0",
        "200, adaptive, 0",
        "200, adaptive, 0.3"
    })
    void hasNoWeightAfterFivePeriodsAndIsAbsentToAllAfterTheMembersTtl(
            int nodes, String pace, double loss) {
        Deathbed deathbed = watch(nodes, pace, loss);
        assertThat(deathbed.listeners).isBetween(Math.min(16L, nodes - 1), 40L);
        assertThat(deathbed.forgotten).hasSize(nodes - 1);
        double weightless = Deathbed.latest(deathbed.weightless);
        // A node that loses reports waits longer, at most a TTL.
        double bound = (loss > 0) ? 2 : 5 * deathbed.periodNanos * 1e-9;
        assertThat(weightless).isBetween(0.05, bound);
        double membersTtl = 2 * 2 + 2 * Math.ceil(nodes / 16.0) * 0.05;
        double absent = Deathbed.latest(deathbed.forgotten);
        assertThat(absent).isBetween(membersTtl - 1, membersTtl + 1);
    }
}
