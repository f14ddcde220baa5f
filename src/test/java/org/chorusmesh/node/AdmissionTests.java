package org.chorusmesh.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The admission rule, a row for each verdict and its neighbours. */
class AdmissionTests {

    private static final long MAX = (1L << 53) - 1;

    private static final long JUMP = 1L << 32;

    /** What has been heard before. */
    enum Known implements Consumer<TestNode> {
        NOBODY((node) -> {}),
        /** b with boot (1000, 5), Lamport time 100, just now. */
        B((node) -> assertThat(node.judge(Reports.B.build())).isEqualTo(Verdict.ADMITTED)),
        /** The same, silent for 0.99 s: nearly long enough to be displaced. */
        B_SILENT_FOR_LESS_THAN_A_SECOND(
                (node) -> {
                    B.accept(node);
                    node.idle(990);
                }),
        /** The same, silent for 1 s. */
        B_SILENT_FOR_A_SECOND(
                (node) -> {
                    B.accept(node);
                    node.idle(1000);
                }),
        /** The same at a period of 300 ms, silent for 1.4 s: not yet five periods. */
        SLOW_B_SILENT_FOR_LESS_THAN_FIVE_PERIODS(
                (node) -> {
                    node.judge(Reports.B.period(300 * Reports.MILLI).build());
                    node.idle(1490);
                }),
        /** b evicted half a second ago. */
        B_EVICTED(
                (node) -> {
                    B.accept(node);
                    node.idle(2500);
                    assertThat(node.knows("b")).isFalse();
                }),
        /** b evicted more than a TTL ago: the tombstone is gone. */
        B_FORGOTTEN(
                (node) -> {
                    B.accept(node);
                    node.idle(4100);
                }),
        /** b said goodbye at Lamport time 101. */
        B_GONE(
                (node) -> {
                    B.accept(node);
                    assertThat(node.judge(Reports.B.lamport(101).goodbye().build()))
                            .isEqualTo(Verdict.ADMITTED);
                    assertThat(node.knows("b")).isFalse();
                }),
        /** b (1000, 5) was displaced at Lamport time 100 by the older boot (900, 9), now at 7. */
        B_DISPLACED(
                (node) -> {
                    B_SILENT_FOR_A_SECOND.accept(node);
                    assertThat(node.judge(Reports.B.boot(900, 9).lamport(7).build()))
                            .isEqualTo(Verdict.TAKEOVER);
                });

        private final Consumer<TestNode> history;

        Known(Consumer<TestNode> history) {
            this.history = history;
        }

        @Override
        public void accept(TestNode node) {
            this.history.accept(node);
        }
    }

    private static BeatReport number(long number) {
        return new BeatReport(number, false, java.util.List.of(), java.util.List.of());
    }

    static Stream<Arguments> rows() {
        Reports b = Reports.B;
        return Stream.of(
                // Ranges, each from both sides.
                arguments(Known.NOBODY, b.lamport(0), Verdict.ADMITTED),
                arguments(Known.NOBODY, b.lamport(-1), Verdict.MALFORMED),
                arguments(Known.NOBODY, b.lamport(MAX), Verdict.ADMITTED),
                arguments(Known.NOBODY, b.lamport(MAX + 1), Verdict.MALFORMED),
                arguments(Known.NOBODY, b.boot(1, 5), Verdict.ADMITTED),
                arguments(Known.NOBODY, b.boot(0, 5), Verdict.MALFORMED),
                arguments(Known.NOBODY, b.boot(MAX, 5), Verdict.ADMITTED),
                arguments(Known.NOBODY, b.boot(MAX + 1, 5), Verdict.MALFORMED),
                arguments(Known.NOBODY, b.number(-1), Verdict.MALFORMED),
                arguments(Known.NOBODY, b.number((1L << 47) - 1), Verdict.ADMITTED),
                arguments(Known.NOBODY, b.number(1L << 47), Verdict.MALFORMED),
                arguments(Known.NOBODY, b.phase(Double.NaN), Verdict.MALFORMED),
                arguments(Known.NOBODY, b.phase(Double.POSITIVE_INFINITY), Verdict.MALFORMED),
                arguments(Known.NOBODY, b.phase(-2 * Math.PI), Verdict.ADMITTED),
                arguments(Known.NOBODY, b.phase(6.3), Verdict.MALFORMED),
                arguments(Known.NOBODY, b.rate(Double.NEGATIVE_INFINITY), Verdict.MALFORMED),
                arguments(Known.NOBODY, b.rate(1e5), Verdict.ADMITTED),
                arguments(Known.NOBODY, b.rate(1.001e5), Verdict.MALFORMED),
                arguments(Known.NOBODY, b.naturalFrequency(Double.NaN), Verdict.MALFORMED),
                arguments(Known.NOBODY, b.naturalFrequency(-1e5), Verdict.ADMITTED),
                arguments(Known.NOBODY, b.period(1), Verdict.ADMITTED),
                arguments(Known.NOBODY, b.period(0), Verdict.MALFORMED),
                arguments(Known.NOBODY, b.period(-1), Verdict.MALFORMED),
                arguments(Known.NOBODY, b.period(86_400_000_000_001L), Verdict.MALFORMED),
                arguments(Known.NOBODY, b.id(""), Verdict.MALFORMED),
                arguments(Known.NOBODY, b.id("é".repeat(127) + "x"), Verdict.ADMITTED),
                arguments(Known.NOBODY, b.id("é".repeat(128)), Verdict.MALFORMED),
                arguments(Known.NOBODY, b.id("𝄞".repeat(63)), Verdict.ADMITTED),
                arguments(Known.NOBODY, b.id("𝄞".repeat(64)), Verdict.MALFORMED),
                arguments(Known.NOBODY, b.id("a\nb"), Verdict.MALFORMED),
                arguments(Known.NOBODY, b.beat(number(BeatReport.MAX_NUMBER)), Verdict.ADMITTED),
                arguments(
                        Known.NOBODY, b.beat(number(BeatReport.MAX_NUMBER + 1)), Verdict.MALFORMED),
                arguments(Known.B, b.lamport(101).beat(number(-1)), Verdict.MALFORMED),
                // Clocks of any origin.
                arguments(Known.NOBODY, b.stamp(Long.MIN_VALUE), Verdict.ADMITTED),
                arguments(Known.NOBODY, b.stamp(Long.MAX_VALUE), Verdict.ADMITTED),
                // My own id.
                arguments(Known.NOBODY, b.id("a").boot(2000, TestNode.OWN_BITS), Verdict.ECHO),
                arguments(Known.NOBODY, b.id("a").boot(2000, 78), Verdict.DUPLICATE_ID),
                arguments(
                        Known.NOBODY,
                        b.id("a").boot(1999, TestNode.OWN_BITS),
                        Verdict.DUPLICATE_ID),
                arguments(
                        Known.NOBODY,
                        b.id("a").boot(2000, 77).phase(Double.NaN),
                        Verdict.MALFORMED),
                // The same boot.
                arguments(Known.B, b.lamport(99), Verdict.STALE),
                arguments(Known.B, b.lamport(100), Verdict.STALE),
                arguments(Known.B, b.lamport(101), Verdict.ADMITTED),
                arguments(Known.B, b.lamport(100 + JUMP), Verdict.ADMITTED),
                arguments(Known.B, b.lamport(101 + JUMP), Verdict.CLOCK_JUMP),
                arguments(Known.B, b.lamport(101).phase(Double.NaN), Verdict.MALFORMED),
                // Another boot.
                arguments(Known.B, b.boot(1000, 6).lamport(0), Verdict.RESTARTED),
                arguments(Known.B, b.boot(1000, -1).lamport(0), Verdict.RESTARTED),
                arguments(Known.B, b.boot(1001, 4).lamport(0), Verdict.RESTARTED),
                arguments(Known.B, b.boot(MAX, 0).lamport(0), Verdict.RESTARTED),
                arguments(Known.B, b.boot(1000, 4).lamport(1000), Verdict.OLD_INCARNATION),
                arguments(Known.B, b.boot(999, 6).lamport(1000), Verdict.OLD_INCARNATION),
                // Displacing a silent one.
                arguments(
                        Known.B_SILENT_FOR_LESS_THAN_A_SECOND,
                        b.boot(999, 6),
                        Verdict.OLD_INCARNATION),
                arguments(Known.B_SILENT_FOR_A_SECOND, b.boot(999, 6), Verdict.TAKEOVER),
                arguments(
                        Known.B_SILENT_FOR_LESS_THAN_A_SECOND,
                        b.lamport(101 + JUMP),
                        Verdict.CLOCK_JUMP),
                arguments(Known.B_SILENT_FOR_A_SECOND, b.lamport(101 + JUMP), Verdict.TAKEOVER),
                arguments(Known.B_SILENT_FOR_A_SECOND, b.lamport(100), Verdict.STALE),
                arguments(Known.B_SILENT_FOR_A_SECOND, b.lamport(101), Verdict.ADMITTED),
                arguments(
                        Known.B_SILENT_FOR_A_SECOND, b.boot(1000, 6).lamport(0), Verdict.RESTARTED),
                arguments(
                        Known.SLOW_B_SILENT_FOR_LESS_THAN_FIVE_PERIODS,
                        b.boot(999, 6),
                        Verdict.OLD_INCARNATION),
                // A tombstone is compared as a cached state is.
                arguments(Known.B_EVICTED, b.lamport(100), Verdict.STALE),
                arguments(Known.B_EVICTED, b.lamport(101), Verdict.ADMITTED),
                arguments(Known.B_EVICTED, b.lamport(101 + JUMP), Verdict.TAKEOVER),
                arguments(Known.B_EVICTED, b.boot(1000, 6).lamport(0), Verdict.RESTARTED),
                arguments(Known.B_EVICTED, b.boot(999, 6), Verdict.TAKEOVER),
                arguments(Known.B_FORGOTTEN, b.lamport(100), Verdict.ADMITTED),
                arguments(Known.B_GONE, b.lamport(101), Verdict.STALE),
                arguments(Known.B_GONE, b.lamport(102), Verdict.ADMITTED),
                arguments(Known.B_GONE, b.lamport(102 + JUMP), Verdict.CLOCK_JUMP),
                arguments(Known.B_GONE, b.boot(999, 6).lamport(500), Verdict.OLD_INCARNATION),
                // A displaced boot comes back only with something newer than it had.
                arguments(Known.B_DISPLACED, b.lamport(100), Verdict.STALE),
                arguments(Known.B_DISPLACED, b.lamport(101), Verdict.RESTARTED),
                arguments(Known.B_DISPLACED, b.boot(900, 9).lamport(7), Verdict.STALE),
                arguments(Known.B_DISPLACED, b.boot(900, 9).lamport(8), Verdict.ADMITTED));
    }

    @ParameterizedTest(name = "{0}, {2}")
    @MethodSource("rows")
    void givesTheVerdict(Known known, Reports report, Verdict verdict) {
        TestNode node = new TestNode();
        known.accept(node);
        assertThat(node.judge(report.build())).isEqualTo(verdict);
    }

    @Test
    void everyVerdictHasItsRowsExceptThoseGivenElsewhere() {
        Set<Verdict> inTable =
                rows().map((row) -> (Verdict) row.get()[2])
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Verdict.class)));
        // The table's capacity is tried below, the MAC where frames are decoded.
        assertThat(EnumSet.complementOf(EnumSet.copyOf(inTable)))
                .containsExactlyInAnyOrder(Verdict.TABLE_FULL, Verdict.UNAUTHENTICATED);
    }

    @Test
    void aFullTableTakesNoMorePeersButGoesOnHearingThoseItHas() {
        TestNode node = new TestNode(Settings.defaults(), JoinMode.FREE, 2);
        assertThat(node.judge(Reports.B.build())).isEqualTo(Verdict.ADMITTED);
        assertThat(node.judge(Reports.B.id("c").build())).isEqualTo(Verdict.ADMITTED);
        assertThat(node.judge(Reports.B.id("d").build())).isEqualTo(Verdict.TABLE_FULL);
        assertThat(node.judge(Reports.B.lamport(101).build())).isEqualTo(Verdict.ADMITTED);
        assertThat(node.judge(Reports.B.id("c").boot(1001, 1).lamport(0).build()))
                .isEqualTo(Verdict.RESTARTED);
        node.judge(Reports.B.lamport(102).goodbye().build());
        assertThat(node.judge(Reports.B.id("d").build())).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void framesRefusedBeforeDecodingAreCountedToo() {
        TestNode node = new TestNode();
        node.node.step(node.now(), new Inbound(java.util.List.of(), 3, 4, 5), java.util.List.of());
        NodeSnapshot snapshot = node.node.snapshot();
        assertThat(snapshot.verdicts())
                .containsEntry(Verdict.MALFORMED, 3L)
                .containsEntry(Verdict.UNAUTHENTICATED, 4L);
        assertThat(snapshot.inboxDrops()).isEqualTo(5);
    }

    @Test
    void afterThreeTakeoversOfAnIdThereIsNoneForAMinute() {
        TestNode node = new TestNode();
        assertThat(node.judge(Reports.B.build())).isEqualTo(Verdict.ADMITTED);
        for (int i = 1; i <= 3; i++) {
            node.idle(1000);
            assertThat(node.judge(takeover(1000 - i))).isEqualTo(Verdict.TAKEOVER);
        }
        node.idle(1000);
        assertThat(node.judge(takeover(990))).isEqualTo(Verdict.OLD_INCARNATION);
        // Somebody has to keep the id from being forgotten meanwhile.
        for (long lamport = 101; lamport < 101 + 58; lamport++) {
            assertThat(node.judge(Reports.B.boot(997, 5).lamport(lamport).build()))
                    .isEqualTo(Verdict.ADMITTED);
            node.idle(1000);
        }
        assertThat(node.judge(takeover(990))).isEqualTo(Verdict.OLD_INCARNATION);
        assertThat(node.judge(Reports.B.boot(997, 5).lamport(1000).build()))
                .isEqualTo(Verdict.ADMITTED);
        node.idle(1100);
        assertThat(node.judge(takeover(990))).isEqualTo(Verdict.TAKEOVER);
    }

    private static Report takeover(long incarnation) {
        return Reports.B.boot(incarnation, 5).build();
    }

    @Test
    void poisonDiesAndTheTrueOwnerOfTheIdComesBack() {
        TestNode node = new TestNode();
        node.judge(Reports.B.build());
        Report poison = Reports.B.boot(MAX, -1).lamport(MAX).build();
        assertThat(node.judge(poison)).isEqualTo(Verdict.RESTARTED);
        long lamport = 101;
        long waitedMillis = 0;
        while (node.judge(Reports.B.lamport(lamport++).build()) == Verdict.OLD_INCARNATION) {
            node.idle(50);
            waitedMillis += 50;
        }
        assertThat(waitedMillis).isBetween(950L, 1050L);
        // And the poison, sent again, does not.
        assertThat(node.judge(poison)).isEqualTo(Verdict.STALE);
        assertThat(node.peer("b").boot().incarnation()).isEqualTo(1000);
    }
}
