package org.chorusmesh.simulation.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.peers.Report;
import org.chorusmesh.simulation.scenario.Chance;
import org.junit.jupiter.api.Test;

/** Frames on their way to one node, against a plain sorted list. */
class MailboxTests {

    private record Sent(long arrivesNanos, Report report) {}

    private final VirtualClock clock = new VirtualClock(0, 0, 0);

    private static Report report(long lamport) {
        return report("a", lamport);
    }

    private static Report report(String id, long lamport) {
        return new Report(id, new Boot(1, 1), lamport, 0, 1, 0, 0, 0, false, false, List.of());
    }

    private static Mailbox open() {
        Mailbox mailbox = new Mailbox();
        mailbox.open();
        return mailbox;
    }

    private List<Long> drained(Mailbox mailbox, long untilNanos) {
        List<Arrival> into = new ArrayList<>();
        mailbox.drain(untilNanos, this.clock, into);
        return into.stream().map((arrival) -> arrival.report().lamport()).toList();
    }

    @Test
    void framesComeInOrderOfArrivalAndOfSendingWhereThatIsTheSame() {
        Chance chance = new Chance(1);
        Mailbox mailbox = open();
        List<Sent> expected = new ArrayList<>();
        long nowNanos = 0;
        for (int i = 0; i < 5000; i++) {
            long arrivesNanos = nowNanos + 1 + chance.below(40);
            Report report = report(i);
            mailbox.add(arrivesNanos, report);
            expected.add(new Sent(arrivesNanos, report));
            // Now and then, so that the box grows, and is now full, now empty.
            if (chance.happens(0.1)) {
                nowNanos += chance.below(60);
                long until = nowNanos;
                // A stable sort.
                expected.sort(Comparator.comparingLong(Sent::arrivesNanos));
                List<Long> due =
                        expected.stream()
                                .filter((sent) -> sent.arrivesNanos() <= until)
                                .map((sent) -> sent.report().lamport())
                                .toList();
                assertThat(drained(mailbox, until)).isEqualTo(due);
                expected.removeIf((sent) -> sent.arrivesNanos() <= until);
            }
        }
    }

    @Test
    void whatIsHeldComesAtTheEndOfTheHold() {
        Mailbox mailbox = open();
        mailbox.add(10, report(1));
        mailbox.add(20, report(2));
        mailbox.add(90, report(3));
        mailbox.hold(50);
        assertThat(drained(mailbox, 49)).isEmpty();
        assertThat(drained(mailbox, 50)).containsExactly(1L, 2L);
        assertThat(drained(mailbox, 90)).containsExactly(3L);
    }

    @Test
    void whatANodeSentIsDiscardedAndTheRestStaysInOrder() {
        Mailbox mailbox = open();
        // Far enough that the ring wraps.
        for (int i = 0; i < 6; i++) {
            mailbox.add(i, report(i));
        }
        drained(mailbox, 5);
        for (int i = 0; i < 7; i++) {
            mailbox.add(10 + i, (i % 2 == 0) ? report("b", i) : report(i));
        }
        mailbox.discard("b");
        mailbox.add(20, report(20));
        assertThat(drained(mailbox, 100)).containsExactly(1L, 3L, 5L, 20L);
    }

    @Test
    void theNextReportBelowAPeriodIsTheFirstToArrive() {
        Mailbox mailbox = open();
        mailbox.add(10, report(1).toBuilder().gossipPeriodNanos(7).build());
        mailbox.add(30, report(2).toBuilder().gossipPeriodNanos(2).build());
        mailbox.add(20, report(3).toBuilder().gossipPeriodNanos(3).build());
        assertThat(mailbox.nextBelowNanos(7)).isEqualTo(20);
        assertThat(mailbox.nextBelowNanos(3)).isEqualTo(30);
        assertThat(mailbox.nextBelowNanos(2)).isEqualTo(Long.MAX_VALUE);
        assertThat(mailbox.nextBelowNanos(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aBoxThatIsClosedForgetsWhatWasOnItsWay() {
        Mailbox mailbox = open();
        mailbox.add(10, report(1));
        mailbox.close();
        assertThat(mailbox.isOpen()).isFalse();
        mailbox.open();
        assertThat(drained(mailbox, 100)).isEmpty();
    }
}
