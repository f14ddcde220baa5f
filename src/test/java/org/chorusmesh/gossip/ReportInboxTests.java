package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.members.MemberEntry;
import org.chorusmesh.members.MemberState;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.Decoded;
import org.chorusmesh.wire.FrameCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReportInboxTests {

    private static final int CAPACITY = 200;

    private final ReportInbox inbox = new ReportInbox(CAPACITY);

    @Test
    void reportsComeOutInTheOrderOfReceiptAndOnlyOnce() {
        offer("a", 1);
        offer("b", 1);
        offer("a", 2);
        assertThat(lamports(this.inbox.drain(), "a")).containsExactly(1L, 2L);
        assertThat(this.inbox.drain()).isEqualTo(Inbound.NOTHING);
        offer("a", 3);
        assertThat(lamports(this.inbox.drain(), "a")).containsExactly(3L);
    }

    @Test
    void aFloodCostsOnlyTheFlooderAndLeavesHisNewest() {
        for (long i = 1; i <= 20; i++) {
            offer("quiet", i);
        }
        for (long i = 1; i <= 10 * CAPACITY; i++) {
            offer("flood", i);
        }
        Inbound inbound = this.inbox.drain();
        assertThat(lamports(inbound, "quiet")).hasSize(20);
        assertThat(lamports(inbound, "flood")).hasSize(CAPACITY - 20).endsWith(10L * CAPACITY);
        assertThat(inbound.dropped()).isEqualTo(10 * CAPACITY - (CAPACITY - 20));
    }

    @Test
    void madeUpIdsCostTheLongestQueuesTheirOldestButNoPeerItsNewest() {
        for (long i = 1; i <= 50; i++) {
            offer("busy", i);
        }
        offer("rare", 1);
        for (int i = 0; i < 10 * CAPACITY; i++) {
            offer("made-up-" + i, 1);
        }
        Inbound inbound = this.inbox.drain();
        assertThat(lamports(inbound, "busy")).containsExactly(50L);
        assertThat(lamports(inbound, "rare")).containsExactly(1L);
        assertThat(inbound.arrivals()).hasSize(CAPACITY);
    }

    @Test
    void aFullInboxStillTakesTheNewestOfThoseInIt() {
        for (int i = 0; i < CAPACITY; i++) {
            offer("id-" + i, 1);
        }
        offer("id-7", 2);
        offer("newcomer", 1);
        Inbound inbound = this.inbox.drain();
        assertThat(lamports(inbound, "id-7")).containsExactly(2L);
        assertThat(lamports(inbound, "newcomer")).isEmpty();
        assertThat(inbound.dropped()).isEqualTo(2);
    }

    @Test
    void aReportWeighsByItsEchoes() {
        for (long i = 1; i <= 100; i++) {
            this.inbox.offer(new Arrival(GossipFixture.report("fat", i, FrameCodec.MAX_ECHOES), i));
            offer("thin", i);
        }
        Inbound inbound = this.inbox.drain();
        assertThat(lamports(inbound, "fat")).containsExactly(100L);
        assertThat(lamports(inbound, "thin")).hasSizeGreaterThanOrEqualTo(71).endsWith(100L);
    }

    @Test
    void aReportWeighsByItsNewsOfMembers() {
        List<MemberEntry> news =
                Collections.nCopies(
                        BeatReport.MAX_MEMBERS,
                        new MemberEntry("m", new Boot(1, 1), 1, MemberState.SETTLED, 0));
        for (long i = 1; i <= 100; i++) {
            Report report =
                    GossipFixture.report("fat", i).toBuilder()
                            .beat(new BeatReport(1, true, news, List.of()))
                            .build();
            this.inbox.offer(new Arrival(report, i));
            offer("thin", i);
        }
        Inbound inbound = this.inbox.drain();
        assertThat(lamports(inbound, "thin")).hasSizeGreaterThan(90).endsWith(100L);
        assertThat(lamports(inbound, "fat")).hasSizeBetween(1, 6).endsWith(100L);
    }

    @Test
    void refusedFramesAreCountedByReasonUntilDrained() {
        this.inbox.refuse(Decoded.Refused.MALFORMED);
        this.inbox.refuse(Decoded.Refused.UNAUTHENTICATED);
        this.inbox.refuse(Decoded.Refused.UNAUTHENTICATED);
        assertThat(this.inbox.drain()).isEqualTo(new Inbound(List.of(), 1, 2, 0));
        assertThat(this.inbox.drain()).isEqualTo(Inbound.NOTHING);
    }

    @Test
    void aCapacityBelowOneReportIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ReportInbox(128));
    }

    /** A cost that grew with the number of ids would take minutes here. */
    @Test
    @Timeout(30)
    void thousandsOfMadeUpIdsDoNotSlowItDown() {
        ReportInbox large = new ReportInbox(ReportInbox.DEFAULT_CAPACITY);
        for (int i = 0; i < 1_000_000; i++) {
            large.offer(new Arrival(GossipFixture.report("id-" + i % 10_000, i), i));
        }
        assertThat(large.drain().arrivals()).hasSize(ReportInbox.DEFAULT_CAPACITY);
    }

    @Test
    void nothingIsLostOrDoubledBetweenWritersAndTheReader() throws InterruptedException {
        ReportInbox shared = new ReportInbox(ReportInbox.DEFAULT_CAPACITY);
        int writers = 3;
        int each = 20_000;
        CountDownLatch done = new CountDownLatch(writers);
        for (int w = 0; w < writers; w++) {
            String id = "writer-" + w;
            new Thread(
                            () -> {
                                for (int i = 0; i < each; i++) {
                                    shared.offer(new Arrival(GossipFixture.report(id, i), i));
                                }
                                done.countDown();
                            })
                    .start();
        }
        AtomicLong seen = new AtomicLong();
        GossipFixture.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            boolean last = done.getCount() == 0;
                            Inbound inbound = shared.drain();
                            seen.addAndGet(inbound.arrivals().size() + inbound.dropped());
                            return last;
                        });
        assertThat(seen).hasValue((long) writers * each);
    }

    private int calls;

    private void offerStating(long periodNanos) {
        this.inbox.offer(
                new Arrival(
                        GossipFixture.report("a", 1).toBuilder()
                                .gossipPeriodNanos(periodNanos)
                                .build(),
                        1));
    }

    @Test
    void callsOnceForAReportThatStatesAShorterTimeUntilTheNextDrain() {
        this.inbox.callBelow(100, () -> this.calls++);
        offerStating(100);
        assertThat(this.calls).isZero();
        offerStating(99);
        offerStating(1);
        assertThat(this.calls).isEqualTo(1);
        this.inbox.drain();
        offerStating(1);
        assertThat(this.calls).isEqualTo(1);
    }

    /** It may come between the drain of a step and its end. */
    @Test
    void callsAtOnceForSuchAReportThatIsInAlready() {
        offerStating(99);
        this.inbox.callBelow(99, () -> this.calls++);
        assertThat(this.calls).isZero();
        this.inbox.callBelow(100, () -> this.calls++);
        assertThat(this.calls).isEqualTo(1);
        this.inbox.drain();
        this.inbox.callBelow(100, () -> this.calls++);
        assertThat(this.calls).isEqualTo(1);
    }

    @Test
    void callsForNoReportWhereNoneIsAskedFor() {
        this.inbox.callBelow(0, () -> this.calls++);
        offerStating(1);
        offerStating(-1);
        assertThat(this.calls).isZero();
    }

    private void offer(String id, long lamport) {
        this.inbox.offer(new Arrival(GossipFixture.report(id, lamport), lamport));
    }

    private static List<Long> lamports(Inbound inbound, String id) {
        return inbound.arrivals().stream()
                .filter((arrival) -> arrival.report().nodeId().equals(id))
                .map((arrival) -> arrival.report().lamport())
                .toList();
    }
}
