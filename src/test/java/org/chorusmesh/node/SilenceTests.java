package org.chorusmesh.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.peers.PeerState;
import org.chorusmesh.peers.PeerView;
import org.junit.jupiter.api.Test;

/** Silence, fade and eviction as a node shows them. */
class SilenceTests {

    private static final long MILLI = Reports.MILLI;

    /** Hears b every 50 ms for a while, answered each time. */
    private static TestNode hearing(int reports) {
        TestNode node = new TestNode();
        node.step(10);
        for (int i = 1; i <= reports; i++) {
            for (int t = 0; t < 4; t++) {
                node.step(10);
            }
            node.hear(10, 100 + i);
        }
        return node;
    }

    @Test
    void aPeerThatReportsOnTimeCountsInFull() {
        PeerView peer = hearing(20).peer("b");
        assertThat(peer.state()).isEqualTo(PeerState.LIVE);
        assertThat(peer.weight()).isEqualTo(1);
        assertThat(peer.roundTripNanos()).hasValue(0);
    }

    @Test
    void aSilentPeerFadesWithinThreeOfItsPeriodsAndLeavesAtTheTtl() {
        TestNode node = hearing(20);
        node.idle(70);
        assertThat(node.peer("b").weight()).isEqualTo(1);
        node.idle(30);
        assertThat(node.peer("b").weight()).isCloseTo(0.5, within(0.05));
        assertThat(node.peer("b").state()).isEqualTo(PeerState.FADING);
        node.idle(30);
        assertThat(node.peer("b").weight()).isZero();
        assertThat(node.node.snapshot().order().n()).isEqualTo(1);
        node.idle(1860);
        assertThat(node.peer("b").staleness()).isCloseTo(0.995, within(1e-9));
        node.idle(10);
        assertThat(node.knows("b")).isFalse();
        assertThat(node.node.snapshot().evicted()).isEqualTo(1);
    }

    @Test
    void aGhostPullsNoNode() {
        TestNode node = hearing(20);
        node.idle(200);
        double excess = node.node.snapshot().frequency() - 2 * Math.PI;
        assertThat(excess).isZero();
    }

    @Test
    void theTimeThatANodeSleptIsNotItsPeersSilence() {
        TestNode node = hearing(20);
        node.step(12_000);
        assertThat(node.peer("b").silenceNanos()).isEqualTo(50 * MILLI);
        assertThat(node.peer("b").ageNanos()).isEqualTo(12_000 * MILLI);
        assertThat(node.node.snapshot().evicted()).isZero();
    }

    @Test
    void aBacklogHalfDrainedOnWakingEvictsNoPeerAndRaisesNoSilence() {
        TestNode node = hearing(20);
        long slept = node.now();
        // Twelve seconds of reports have piled up; they come out a quarter at a time.
        for (int quarter = 0; quarter < 4; quarter++) {
            List<Reports> backlog = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                int n = 60 * quarter + i;
                backlog.add(Reports.B.lamport(200 + n).stamp(slept + n * 50 * MILLI));
            }
            long silence = node.peer("b").silenceNanos();
            node.step(
                    (quarter == 0) ? 12_000 : 10,
                    backlog.stream()
                            .map(Reports::build)
                            .toArray(org.chorusmesh.peers.Report[]::new));
            assertThat(node.peer("b").silenceNanos()).isLessThanOrEqualTo(silence + 50 * MILLI);
        }
        node.hear(10, 1000);
        assertThat(node.peer("b").silenceNanos()).isZero();
    }

    @Test
    void aReportFreedFromAStalledConnectionIsNotFreshEvidence() {
        TestNode node = hearing(40);
        long stamp = node.now() + 50 * MILLI;
        node.idle(600);
        node.step(0, Reports.B.lamport(500).stamp(stamp).build());
        assertThat(node.peer("b").silenceNanos()).isEqualTo(550 * MILLI);
        assertThat(node.peer("b").weight()).isZero();
    }

    @Test
    void aLongButConstantPathIsNotSilence() {
        TestNode node = new TestNode();
        for (int i = 1; i <= 40; i++) {
            for (int t = 0; t < 4; t++) {
                node.step(10);
            }
            // 200 ms under way each way, and stamps of a clock of quite another origin.
            node.step(
                    10,
                    node.fresh(100 + i)
                            .stamp(node.now() + 10 * MILLI - 200 * MILLI + 777_000 * MILLI)
                            .echo(TestNode.OWN_BITS, node.now() + 10 * MILLI - 400 * MILLI, 0)
                            .build());
        }
        PeerView peer = node.peer("b");
        assertThat(peer.silenceNanos()).isZero();
        assertThat(peer.weight()).isEqualTo(1);
        assertThat(peer.roundTripNanos()).hasValue(400 * MILLI);
        assertThat(peer.ageNanos()).isEqualTo(200 * MILLI);
    }

    @Test
    void aRefusedReportDoesNotRefreshSilence() {
        TestNode node = hearing(20);
        node.idle(100);
        assertThat(node.judge(Reports.B.lamport(120).stamp(node.now()).build()))
                .isEqualTo(Verdict.STALE);
        assertThat(node.judge(Reports.B.lamport(121).phase(Double.NaN).build()))
                .isEqualTo(Verdict.MALFORMED);
        assertThat(node.peer("b").silenceNanos()).isEqualTo(100 * MILLI);
    }

    @Test
    void aPeerThatNeverAnswersIsOneWayAfterATtlAndNeverCounts() {
        TestNode node = new TestNode();
        for (int i = 1; i <= 60; i++) {
            node.step(50, Reports.B.lamport(100 + i).stamp(node.now() + 50 * MILLI).build());
            assertThat(node.peer("b").weight()).isZero();
            assertThat(node.peer("b").state())
                    .as("after %d ms", 50 * i)
                    .isEqualTo((i <= 40) ? PeerState.JOINING : PeerState.ONE_WAY);
        }
    }

    @Test
    void anAnswerOlderThanATtlOrToAnotherBootOrFromTheFutureIsNone() {
        TestNode node = new TestNode();
        node.step(3000);
        long now = node.now();
        node.step(
                0,
                Reports.B.lamport(101)
                        .stamp(now)
                        .echo(TestNode.OWN_BITS, now - 2001 * MILLI, 0)
                        .build());
        assertThat(node.peer("b").roundTripNanos()).isEmpty();
        node.step(0, Reports.B.lamport(102).stamp(now).echo(78, now, 0).build());
        assertThat(node.peer("b").roundTripNanos()).isEmpty();
        node.step(0, Reports.B.lamport(103).stamp(now).echo(TestNode.OWN_BITS, now + 1, 0).build());
        assertThat(node.peer("b").roundTripNanos()).isEmpty();
        node.step(
                0,
                Reports.B.lamport(104)
                        .stamp(now)
                        .echo(TestNode.OWN_BITS, now - 1999 * MILLI, 1999 * MILLI)
                        .build());
        assertThat(node.peer("b").roundTripNanos()).hasValue(0);
    }

    @Test
    void aReplayOfAnOldAnswerStopsCountingAfterATtl() {
        TestNode node = hearing(5);
        long answered = node.now();
        for (int i = 1; i <= 50; i++) {
            node.step(
                    50,
                    Reports.B.lamport(500 + i)
                            .stamp(node.now() + 50 * MILLI)
                            .echo(TestNode.OWN_BITS, answered, node.now() + 50 * MILLI - answered)
                            .build());
            assertThat(node.peer("b").weight())
                    .as("after %d ms", 50 * i)
                    .isEqualTo((i <= 40) ? 1 : 0);
        }
    }

    @Test
    void aSlowReporterIsDistinguished() {
        TestNode node = new TestNode();
        node.step(
                10,
                Reports.B.period(400 * MILLI).build(),
                Reports.B.id("c").period(401 * MILLI).build());
        assertThat(node.peer("b").slow()).isFalse();
        assertThat(node.peer("c").slow()).isTrue();
    }

    @Test
    void aGoodbyeIsActedUponAtOnceAndALateOneDoesNotTouchTheNextLife() {
        TestNode node = hearing(5);
        node.step(0, node.fresh(300).goodbye().build());
        assertThat(node.knows("b")).isFalse();
        assertThat(node.node.snapshot().evicted()).isZero();
        node.step(10, node.fresh(0).boot(1001, 1).build());
        assertThat(node.knows("b")).isTrue();
        assertThat(node.judge(node.fresh(301).goodbye().build()))
                .isEqualTo(Verdict.OLD_INCARNATION);
        assertThat(node.knows("b")).isTrue();
    }

    @Test
    void overridesBelongToTheIdAndOutliveEvictionAndRestart() {
        TestNode node = hearing(5);
        assertThat(node.command(new Command.OverridePeer("b", 0.25, null)))
                .isEqualTo(new CommandResult.Applied());
        node.step(0, node.fresh(300).build());
        assertThat(node.peer("b").weight()).isEqualTo(0.25);
        assertThat(node.peer("b").evidence()).isEqualTo(1);
        node.step(0, node.fresh(0).boot(1001, 1).build());
        assertThat(node.peer("b").weight()).isEqualTo(0.25);
        node.idle(2000);
        assertThat(node.knows("b")).isFalse();
        assertThat(node.node.snapshot().overrides())
                .containsEntry("b", new PeerOverride(0.25, false));
        assertThat(node.command(new Command.OverridePeer("b", null, true)))
                .isEqualTo(new CommandResult.Applied());
        node.step(0, node.fresh(1).boot(1001, 1).build());
        assertThat(node.peer("b").weight()).isZero();
        assertThat(node.command(new Command.OverridePeer("b", 1.0, false)))
                .isEqualTo(new CommandResult.Applied());
        assertThat(node.node.snapshot().overrides()).isEmpty();
        assertThat(node.peer("b").weight()).isEqualTo(1);
    }

    @Test
    void aPeerThatTheOperatorLeavesOutIsMutedHoweverItIsHeard() {
        TestNode node = hearing(5);
        assertThat(node.peer("b").state()).isEqualTo(PeerState.LIVE);
        node.command(new Command.OverridePeer("b", null, true));
        assertThat(node.peer("b").state()).isEqualTo(PeerState.MUTED);
        assertThat(node.node.snapshot().count(PeerState.LIVE)).isZero();
        node.idle(1500);
        assertThat(node.peer("b").state()).as("while silent").isEqualTo(PeerState.MUTED);
        node.step(0, node.fresh(0).boot(1001, 1).build());
        assertThat(node.peer("b").state()).as("restarted").isEqualTo(PeerState.MUTED);
        node.command(new Command.OverridePeer("b", 0.0, false));
        assertThat(node.peer("b").state()).as("of weight 0").isEqualTo(PeerState.MUTED);
        node.command(new Command.OverridePeer("b", 0.1, false));
        assertThat(node.peer("b").state()).isEqualTo(PeerState.LIVE);
    }

    @Test
    void aForgottenPeerComesBackWithItsNextNewerReport() {
        TestNode node = hearing(5);
        assertThat(node.command(new Command.ForgetPeer("b")))
                .isEqualTo(new CommandResult.Applied());
        assertThat(node.command(new Command.ForgetPeer("b")))
                .isEqualTo(new CommandResult.UnknownPeer());
        assertThat(node.judge(node.fresh(105).build())).isEqualTo(Verdict.STALE);
        assertThat(node.judge(node.fresh(106).build())).isEqualTo(Verdict.ADMITTED);
    }
}
