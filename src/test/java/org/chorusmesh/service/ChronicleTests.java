package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.chorusmesh.node.Command;
import org.junit.jupiter.api.Test;

/** Tests for {@link Chronicle}, under virtual time. */
class ChronicleTests {

    private final WatchedNode watched = new WatchedNode();

    private final Chronicle chronicle = this.watched.chronicle();

    @Test
    void keepsWhatTheLogSaysOfPeers() {
        this.watched.add("b");
        this.watched.run(4);
        this.watched.restartPeers();
        this.watched.run(4);
        this.watched.remove("b");
        this.watched.run(4);
        assertThat(this.chronicle.events())
                .filteredOn((event) -> "b".equals(event.nodeId()))
                .filteredOn((event) -> event.kind().tag().startsWith("peer"))
                .extracting(NodeEvent::text)
                .containsExactly(
                        "Peer b is live; 1 in the table",
                        "Peer b has restarted, with incarnation 2",
                        "Peer b is live; 1 in the table",
                        "Peer b fades: its reports are late",
                        "Peer b has been silent for one TTL and is evicted; 0 in the table");
        assertThat(this.chronicle.events())
                .allSatisfy(
                        (event) ->
                                assertThat(event.wallMillis())
                                        .isEqualTo(
                                                WatchedNode.START_MILLIS
                                                        + event.atNanos() / 1_000_000));
    }

    @Test
    void saysThatAPeerFadesAndThatItIsBack() {
        this.watched.add("b");
        this.watched.run(4);
        for (int i = 0; i < 3; i++) {
            this.watched.remove("b");
            this.watched.run(1);
            this.watched.add("b");
            this.watched.run(1);
        }
        assertThat(this.chronicle.events())
                .filteredOn((event) -> "b".equals(event.nodeId()))
                .filteredOn((event) -> event.kind().tag().startsWith("peer"))
                .extracting(NodeEvent::kind, NodeEvent::text)
                .as("once a minute, each with its end")
                .containsExactly(
                        tuple(NodeEvent.Kind.PEER_LIVE, "Peer b is live; 1 in the table"),
                        tuple(NodeEvent.Kind.PEER_FADING, "Peer b fades: its reports are late"),
                        tuple(NodeEvent.Kind.PEER_RETURNED, "Peer b reports in time again"));
    }

    @Test
    void saysWhenMembersAgreeAndWhenStepIsLostForAMoment() {
        this.watched.add("b");
        this.watched.add("c");
        this.watched.run(12);
        assertThat(kinds())
                .contains(
                        NodeEvent.Kind.MEMBER_PRESENT,
                        NodeEvent.Kind.AGREEMENT_REACHED,
                        NodeEvent.Kind.STEP_REGAINED);
        int before = this.chronicle.events().size();
        for (int i = 0; i < 200; i++) {
            // The peers follow, so that only a phase that turns against them is out of step.
            this.watched.command(new Command.Kick((i % 2 == 0) ? 2 : -2));
        }
        assertThat(kinds().subList(before, kinds().size())).contains(NodeEvent.Kind.STEP_LOST);
    }

    @Test
    void aFloodOfPeersNeitherFillsTheEventsNorHidesWhatMatters() {
        this.watched.add("friend");
        this.watched.run(4);
        for (int i = 0; i < 2000; i++) {
            String forged = "forged-" + i;
            this.watched.add(forged);
            this.watched.run(0.05);
            this.watched.remove(forged);
        }
        List<NodeEvent> events = this.chronicle.events();
        assertThat(events).hasSizeLessThanOrEqualTo(NodeEvents.CAPACITY);
        assertThat(events)
                .extracting(NodeEvent::text)
                .contains("Node me is running", "Peer friend is live; 1 in the table")
                .anyMatch((text) -> text.matches("\\d+ more changes of peers were left out"));
    }

    @Test
    void remembersTheBeatsOfAMinuteWithEachPeersOffset() {
        this.watched.add("b");
        this.watched.run(75);
        List<BeatTrace> beats = this.chronicle.beats();
        assertThat(beats).hasSizeBetween(60, 62);
        for (int i = 1; i < beats.size(); i++) {
            assertThat(beats.get(i).number()).isEqualTo(beats.get(i - 1).number() + 1);
        }
        BeatTrace last = beats.get(beats.size() - 1);
        assertThat(last.offsetSeconds()).containsOnlyKeys("b");
        assertThat(last.spreadSeconds())
                .isCloseTo(Math.abs(last.offsetSeconds().get("b")), within(1e-9));
        assertThat(last.spreadSeconds()).isBetween(0.0, 0.01);
        assertThat(last.list()).isNotNull();
        assertThat(last.wallMillis())
                .isCloseTo(WatchedNode.START_MILLIS + last.atNanos() / 1_000_000, within(1L));
        assertThat(this.watched.nowNanos() - last.atNanos()).isBetween(0L, 1_100_000_000L);
    }

    @Test
    void keepsNoMoreBeatsHoweverFastTheyCome() {
        WatchedNode fast = new WatchedNode(40);
        fast.run(90);
        assertThat(fast.chronicle().beatStatistics().fired()).isGreaterThan(3000);
        List<BeatTrace> beats = fast.chronicle().beats();
        assertThat(beats).hasSizeBetween(200, BeatTraces.CAPACITY);
        assertThat(beats.get(beats.size() - 1).atNanos() - beats.get(0).atNanos())
                .isLessThanOrEqualTo(BeatTraces.SPAN_NANOS);
    }

    @Test
    void keepsNoMoreOffsetsHoweverManyPeersThereAre() {
        WatchedNode crowded = new WatchedNode(3.9);
        for (int i = 0; i < 1000; i++) {
            crowded.add("p" + i);
        }
        crowded.run(24, 2 * WatchedNode.STEP_NANOS);
        List<BeatTrace> beats = crowded.chronicle().beats();
        assertThat(beats.get(beats.size() - 1).size()).isEqualTo(1000);
        assertThat(beats.stream().mapToInt(BeatTrace::size).sum())
                .isBetween(BeatTraces.MAX_OFFSETS - 1000, BeatTraces.MAX_OFFSETS);
    }

    @Test
    void samplesEachSecondOfTheLastHour() {
        this.watched.run(3);
        this.watched.add("b");
        this.watched.run(3600, 10 * WatchedNode.STEP_NANOS);
        List<OrderSecond> seconds = this.chronicle.seconds();
        assertThat(seconds).hasSizeBetween(OrderSeconds.CAPACITY - 1, OrderSeconds.CAPACITY);
        for (int i = 1; i < seconds.size(); i++) {
            assertThat(seconds.get(i).wallMillis() - seconds.get(i - 1).wallMillis())
                    .isEqualTo(1000);
        }
        OrderSecond last = seconds.get(seconds.size() - 1);
        assertThat(last.n()).isEqualTo(2);
        assertThat(last.r()).isBetween(0.9999f, 1f);
        assertThat(last.spreadSeconds()).isBetween(1e-6f, 0.01f);
    }

    @Test
    void aLoneNodeHasNeitherOrderNorSpread() {
        this.watched.run(3);
        assertThat(this.chronicle.seconds())
                .hasSize(2)
                .allSatisfy(
                        (second) -> {
                            assertThat(second.r()).isNaN();
                            assertThat(second.spreadSeconds()).isNaN();
                            assertThat(second.n()).isOne();
                        });
        assertThat(this.chronicle.beats())
                .isNotEmpty()
                .allSatisfy(
                        (beat) -> {
                            assertThat(beat.offsetSeconds()).isEmpty();
                            assertThat(beat.spreadSeconds()).isNaN();
                        });
    }

    private List<NodeEvent.Kind> kinds() {
        return this.chronicle.events().stream().map(NodeEvent::kind).toList();
    }
}
