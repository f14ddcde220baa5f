package org.chorusmesh.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.Verdict;
import org.junit.jupiter.api.Test;

/** Tests for {@link PeerCalm}: which peers' reports are held up. */
class PeerCalmTests {

    private static final long MILLI = 1_000_000L;

    private static final long PERIOD = 50 * MILLI;

    private static final long TTL = 2000 * MILLI;

    private static final Observer OBSERVER = new Observer(99, 0, 0, 0, TTL);

    private final PeerTable table = new PeerTable(16, Remedies.ALL);

    private long lamport;

    /** Admits a report on a path whose least delay is 0. */
    private void hear(String id, long atMillis, long queuedMillis) {
        Report report =
                new Report(
                        id,
                        new Boot(1, id.hashCode()),
                        ++this.lamport,
                        (atMillis - queuedMillis) * MILLI,
                        PERIOD,
                        0,
                        0,
                        0,
                        false,
                        false,
                        List.of());
        long atNanos = atMillis * MILLI;
        assertThat(this.table.admit(report, atNanos, atNanos, OBSERVER))
                .isEqualTo(Verdict.ADMITTED);
    }

    private double heldUpSince(long millis) {
        return this.table.calm().heldUpSince(millis * MILLI, PERIOD, TTL);
    }

    @Test
    void nobodyIsHeldUpWhereNobodyIsHeard() {
        assertThat(heldUpSince(0)).isZero();
        hear("a", 1000, 0);
        hear("a", 1100, 200);
        assertThat(heldUpSince(1100)).isZero();
        assertThat(heldUpSince(1099)).isOne();
    }

    @Test
    void aPeerIsHeldUpBeyondTwoGossipPeriods() {
        hear("a", 1000, 0);
        hear("a", 1300, 100);
        assertThat(heldUpSince(0)).isZero();
        hear("a", 1600, 101);
        assertThat(heldUpSince(0)).isOne();
    }

    @Test
    void aPeerIsHeldUpBeyondATwentiethOfTheTtlIfThatIsMore() {
        hear("a", 1000, 0);
        hear("a", 1300, 101);
        assertThat(this.table.calm().heldUpSince(0, PERIOD, 2 * TTL)).isZero();
        assertThat(this.table.calm().heldUpSince(0, PERIOD, TTL)).isOne();
    }

    @Test
    void aPeerThatFloodsHasNoMoreSayThanAnother() {
        for (String id : List.of("a", "b", "c", "flooder")) {
            hear(id, 1000, 0);
        }
        for (String id : List.of("a", "b", "c")) {
            hear(id, 1200, 0);
        }
        for (int i = 0; i < 7; i++) {
            hear("flooder", 1200 + i, 150);
        }
        assertThat(heldUpSince(1000)).isEqualTo(0.25);
    }
}
