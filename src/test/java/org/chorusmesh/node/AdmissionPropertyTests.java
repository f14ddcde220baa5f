package org.chorusmesh.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.chorusmesh.ForAll;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.peers.Report;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds of any sequence of frames at all. */
@ExtendWith(InstancioExtension.class)
class AdmissionPropertyTests {

    private static final long MAX_RISE = 1L << 20;

    @Test
    void anyReorderingDuplicationAndLossOfABootsReportsNeverSetsItsStateBack(
            @Given(ForAll.class) org.instancio.Random random) {
        ForAll.holds(300, random, ForAll::anyLong, this::neverSetsBack);
    }

    private void neverSetsBack(long seed) {
        Random random = new Random(seed);
        int reports = 2 + random.nextInt(59);
        TestNode node = new TestNode();
        List<Report> network = new ArrayList<>();
        long lamport = 0;
        for (int i = 0; i < reports; i++) {
            lamport += 1 + random.nextInt(50);
            Report report = Reports.B.lamport(lamport).stamp(TestNode.START_NANOS + i).build();
            for (int copies = random.nextInt(4); copies > 0; copies--) {
                network.add(report);
            }
        }
        Collections.shuffle(network, random);
        long cached = -1;
        long greatestSent = -1;
        for (Report report : network) {
            // Now and then long enough for an eviction, never for its tombstone to go.
            node.step(random.nextInt(16), report);
            greatestSent = Math.max(greatestSent, report.lamport());
            if (node.knows("b")) {
                assertThat(node.peer("b").lamport())
                        .isGreaterThanOrEqualTo(cached)
                        .isEqualTo(greatestSent);
                cached = node.peer("b").lamport();
            } else {
                assertThat(node.node.snapshot().evicted()).isPositive();
            }
        }
    }

    @Test
    void noSequenceOfFramesRaisesTheClockByMoreThanItsBoundAStep(
            @Given(ForAll.class) org.instancio.Random random) {
        ForAll.holds(300, random, traffic(0, 60), this::staysWithinTheBound);
    }

    private void staysWithinTheBound(Traffic traffic) {
        List<Report> reports = traffic.reports();
        Random random = new Random(traffic.seed());
        TestNode node = new TestNode();
        long clock = 0;
        int from = 0;
        while (from < reports.size()) {
            int to = Math.min(reports.size(), from + 1 + random.nextInt(8));
            node.step(random.nextInt(3000), reports.subList(from, to).toArray(Report[]::new));
            long raised = node.node.snapshot().lamport();
            assertThat(raised - clock).isBetween(1L, MAX_RISE);
            clock = raised;
            from = to;
        }
    }

    @Test
    void aRefusedReportChangesNothingButItsCounter(
            @Given(ForAll.class) org.instancio.Random random) {
        ForAll.holds(500, random, traffic(1, 40), this::changesNothing);
    }

    private void changesNothing(Traffic traffic) {
        List<Report> reports = traffic.reports();
        Random random = new Random(traffic.seed());
        TestNode node = new TestNode();
        TestNode spared = new TestNode();
        for (Report report : reports) {
            long passed = random.nextInt(900);
            node.step(passed, report);
            Verdict verdict = onlyNewVerdict(node, spared);
            if (verdict.isAdmitted() || verdict == Verdict.DUPLICATE_ID) {
                spared.step(passed, report);
            } else {
                spared.step(passed);
            }
            NodeSnapshot with = node.node.snapshot();
            NodeSnapshot without = spared.node.snapshot();
            assertThat(with.peers()).isEqualTo(without.peers());
            assertThat(with.phase()).isEqualTo(without.phase());
            assertThat(with.frequency()).isEqualTo(without.frequency());
            assertThat(with.lamport()).isEqualTo(without.lamport());
            assertThat(with.evicted()).isEqualTo(without.evicted());
            assertThat(with.clockSteps()).isEqualTo(without.clockSteps());
            assertThat(with.state()).isEqualTo(without.state());
            for (Verdict each : Verdict.values()) {
                if (each.isAdmitted() || each == Verdict.DUPLICATE_ID) {
                    assertThat(with.verdicts().get(each)).isEqualTo(without.verdicts().get(each));
                }
            }
        }
    }

    private Verdict onlyNewVerdict(TestNode node, TestNode before) {
        // Refused ones are not repeated on the spared node, so every count but the refused ones
        // agrees before the step.
        for (Verdict verdict :
                List.of(
                        Verdict.ADMITTED,
                        Verdict.RESTARTED,
                        Verdict.TAKEOVER,
                        Verdict.DUPLICATE_ID)) {
            if (node.node.snapshot().verdicts().get(verdict)
                    > before.node.snapshot().verdicts().get(verdict)) {
                return verdict;
            }
        }
        return Verdict.STALE;
    }

    @Test
    void whateverComesPhasesAndWeightsStayInRange(
            @Given(ForAll.class) org.instancio.Random random) {
        ForAll.holds(200, random, traffic(0, 80), this::staysInRange);
    }

    private void staysInRange(Traffic traffic) {
        List<Report> reports = traffic.reports();
        Random random = new Random(traffic.seed());
        TestNode node = new TestNode();
        for (Report report : reports) {
            node.step(random.nextInt(200), report);
            NodeSnapshot snapshot = node.node.snapshot();
            assertThat(snapshot.phase()).isBetween(0.0, 2 * Math.PI);
            assertThat(snapshot.frequency()).isFinite();
            assertThat(snapshot.order().r()).isBetween(0.0, 1.0 + 1e-12);
            for (PeerView peer : snapshot.peers()) {
                assertThat(peer.phase()).isBetween(0.0, 2 * Math.PI);
                assertThat(peer.frequency()).isFinite();
                assertThat(peer.weight()).isBetween(0.0, 1.0);
                assertThat(peer.staleness()).isBetween(0.0, 1.0);
                assertThat(peer.silenceNanos()).isLessThan(node.node.settings().ttlNanos());
            }
        }
    }

    /**
     * Hostile reports.
     *
     * @param seed of what else is left to chance
     */
    private record Traffic(List<Report> reports, long seed) {}

    private static Function<org.instancio.Random, Traffic> traffic(int min, int max) {
        return (random) ->
                new Traffic(
                        ForAll.listOf(random, min, max, AdmissionPropertyTests::hostileReport),
                        ForAll.anyLong(random));
    }

    private static Report hostileReport(org.instancio.Random random) {
        int flag = random.intRange(0, 9);
        return new Report(
                random.oneOf("a", "b", "c", "", "x\u0000y"),
                new Boot(
                        random.oneOf(
                                0L,
                                1L,
                                999L,
                                1000L,
                                2000L,
                                2001L,
                                (1L << 53) - 1,
                                1L << 53,
                                Long.MIN_VALUE),
                        random.oneOf(0L, 5L, 77L, -1L, Long.MIN_VALUE)),
                hostileLamport(random),
                stamp(random),
                random.oneOf(1L, 50_000_000L, 3_600_000_000_000L, 0L, -5L, Long.MAX_VALUE),
                random.oneOf(
                        0.0, 1.0, -2.0, 6.28, 7.0, Double.NaN, Double.NEGATIVE_INFINITY, 1e300),
                random.oneOf(0.0, 6.28, -1e5, 1e5, 1e6, Double.NaN, Double.MAX_VALUE),
                6.28,
                flag == 0,
                flag == 1,
                ForAll.listOf(random, 0, 2, AdmissionPropertyTests::hostileEcho));
    }

    private static long hostileLamport(org.instancio.Random random) {
        return random.trueOrFalse()
                ? random.longRange(0, 400)
                : random.oneOf(
                        -1L,
                        1L << 20,
                        1L << 32,
                        (1L << 32) + 500,
                        (1L << 53) - 1,
                        1L << 53,
                        Long.MAX_VALUE);
    }

    private static long stamp(org.instancio.Random random) {
        return random.trueOrFalse()
                ? random.longRange(TestNode.START_NANOS, TestNode.START_NANOS + 4_000_000_000L)
                : ForAll.anyLong(random);
    }

    private static Echo hostileEcho(org.instancio.Random random) {
        return new Echo(
                random.oneOf(TestNode.OWN_BITS, 1L),
                stamp(random),
                random.trueOrFalse() ? random.longRange(-1000, 1000) : ForAll.anyLong(random));
    }
}
