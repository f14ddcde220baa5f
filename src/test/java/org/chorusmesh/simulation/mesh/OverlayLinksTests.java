package org.chorusmesh.simulation.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.chorusmesh.simulation.Runs;
import org.chorusmesh.simulation.check.CheckedRun;
import org.chorusmesh.simulation.report.Summaries;
import org.chorusmesh.simulation.report.Summary;
import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.ScenarioReader;
import org.chorusmesh.simulation.scenario.Topology;
import org.junit.jupiter.api.Test;

/** Tests for {@link OverlayLinks} and {@link Churn}. */
class OverlayLinksTests {

    private static final long SECOND = 1_000_000_000L;

    private record Due(long nanos, Runnable action) {}

    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::nanos));

    private final Set<Integer> relinked = new HashSet<>();

    private final Set<List<Integer>> released = new HashSet<>();

    private OverlayLinks links(int nodes, String late) {
        Scenario scenario =
                ScenarioReader.parse(
                        "nodes: %d\nduration: 60s\ntopology: overlay%s".formatted(nodes, late));
        OverlayLinks links =
                new OverlayLinks(scenario, (Topology.Overlay) scenario.topology(), new Chance(3));
        links.connect(
                (nanos, action) -> this.due.add(new Due(nanos, action)),
                (member, before) -> this.relinked.add(member),
                (member, other) -> this.released.add(List.of(member, other)));
        return links;
    }

    private void runUntil(long nanos) {
        while (!this.due.isEmpty() && this.due.peek().nanos() <= nanos) {
            this.due.remove().action().run();
        }
    }

    /** Copies of the rows, without a member. */
    private static int[][] withoutMember(int[][] rows, int member) {
        return Arrays.stream(rows)
                .map((row) -> Arrays.stream(row).filter((i) -> i != member).toArray())
                .toArray(int[][]::new);
    }

    @Test
    void aNodeThatStopsIsReplacedWhenOthersAskDiscovery() {
        OverlayLinks links = links(100, "");
        int[] neighbours = links.heardBy()[7];
        assertThat(neighbours).hasSizeBetween(16, 24);
        links.stopped(7, SECOND);
        assertThat(links.heardBy()[7]).isEmpty();
        int[] fewer = withoutMember(links.heardBy(), 7)[neighbours[0]];
        assertThat(links.heardBy()[neighbours[0]]).isEqualTo(fewer);
        runUntil(SECOND + 5 * SECOND);
        for (int i = 0; i < 100; i++) {
            assertThat(links.heardBy()[i]).doesNotContain(7);
            if (i != 7) {
                assertThat(links.heardBy()[i]).hasSizeGreaterThanOrEqualTo(16);
            }
        }
        assertThat(this.relinked).hasSizeLessThan(70);
        // Its silence is what tells the others that it is gone.
        assertThat(this.released).noneMatch((pair) -> pair.contains(7));
    }

    @Test
    void aNodeThatStartsDialsAtOnceAndIsDialledLater() {
        OverlayLinks links = links(100, "\nlate: [5]\nevents: [{at: 1s, start: {nodes: [5]}}]");
        assertThat(links.heardBy()[5]).isEmpty();
        links.started(5, SECOND);
        int dialled = links.dialled(5);
        assertThat(dialled).isBetween(16, 24);
        assertThat(Arrays.stream(links.heardBy()).filter((by) -> Topology.indexOf(by, 5) >= 0))
                .hasSize(dialled);
        assertThat(links.heardBy()[5]).isEmpty();
        runUntil(SECOND + 5 * SECOND);
        assertThat(links.heardBy()[5]).hasSize(dialled);
    }

    /** What was a neighbour before stays for two TTL after the new ones are dialled. */
    @Test
    void connectsBeforeItDisconnects() {
        OverlayLinks links = links(60, "\nlate: [5]\nevents: [{at: 1s, start: {nodes: [5]}}]");
        int[][] before = links.heardBy().clone();
        links.started(5, SECOND);
        runUntil(SECOND + 2 * SECOND);
        int[][] meanwhile = withoutMember(links.heardBy(), 5);
        for (int i = 0; i < 60; i++) {
            for (int j : before[i]) {
                assertThat(meanwhile[i]).contains(j);
            }
        }
        runUntil(20 * SECOND);
        assertThat(this.due).isEmpty();
        int fewer = 0;
        for (int i = 0; i < 60; i++) {
            int[] after = links.heardBy()[i];
            fewer +=
                    Arrays.stream(before[i]).anyMatch((j) -> Topology.indexOf(after, j) < 0)
                            ? 1
                            : 0;
            for (int j : after) {
                assertThat(Topology.indexOf(links.heardBy()[j], i)).isNotNegative();
            }
        }
        assertThat(fewer).isPositive();
        assertThat(this.released)
                .isNotEmpty()
                .allSatisfy(
                        (pair) -> {
                            assertThat(before[pair.get(1)]).contains(pair.get(0));
                            assertThat(links.heardBy()[pair.get(1)]).doesNotContain(pair.get(0));
                        });
    }

    /** In a mesh of five thousand as few links change as in one of a hundred. */
    @Test
    void aChangeTouchesAFewNodes() {
        OverlayLinks links = links(5000, "");
        for (int i = 0; i < 20; i++) {
            links.stopped(i, SECOND);
            runUntil(60 * SECOND);
            links.started(i, 100 * SECOND);
            runUntil(200 * SECOND);
        }
        assertThat(this.relinked.size()).isLessThan(20 * 100);
    }

    @Test
    void aMeshWithChurnKeepsInStepAndComesToTheSameBits() {
        String[] scenario = {
            "nodes: 60",
            "duration: 40s",
            "step: 50ms",
            "join: align",
            "topology: {overlay: 8, discovery: 2s}",
            "network: {delay: 1ms, loss: 0.1}",
            "events: [{at: 10s, churn: {for: 20s, per-minute: 1}}]"
        };
        CheckedRun checked = Runs.checked(scenario);
        Summary summary = Summaries.of(checked);
        assertThat(summary.breaches()).isEmpty();
        assertThat(summary.rFinal()).isGreaterThan(0.999);
        assertThat(summary.running()).isGreaterThan(55);
        long others =
                Arrays.stream(checked.run().mesh().members())
                        .filter((member) -> member.nodeId().contains("."))
                        .count();
        assertThat(others).isBetween(8L, 32L);
        for (Member member : checked.run().mesh().members()) {
            assertThat(member.node().snapshot().peers()).hasSizeGreaterThanOrEqualTo(7);
        }
        assertThat(Summaries.of(Runs.checked(scenario)).digest()).isEqualTo(summary.digest());
    }
}
