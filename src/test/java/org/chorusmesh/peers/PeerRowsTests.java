package org.chorusmesh.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.chorusmesh.dynamics.CommonFrequency;
import org.chorusmesh.dynamics.Field;
import org.junit.jupiter.api.Test;

/** The rows that a step reads: what counts, how much, and that rows stay whole as others go. */
class PeerRowsTests {

    private static final long TTL_NANOS = 2_000_000_000L;

    private static final long PERIOD_NANOS = 50_000_000L;

    private final CommonFrequency common = new CommonFrequency();

    private static PeerRows rows(Remedies remedies, double... phases) {
        PeerRows rows = new PeerRows(remedies);
        for (double phase : phases) {
            rows.add();
            int row = rows.size() - 1;
            rows.setOscillator(row, phase, 0, 10 * phase, 0);
            rows.setEvidence(row, 0, PERIOD_NANOS);
            rows.setFactor(row, 1);
        }
        return rows;
    }

    private Field field(PeerRows rows, long nowNanos, long wakingNanos) {
        rows.weigh(this.common, nowNanos, wakingNanos, TTL_NANOS);
        Field field = new Field();
        rows.addTo(field, 0, 0, 0);
        return field;
    }

    @Test
    void whoIsHeardAndAnswersCountsInFull() {
        Field field = field(rows(Remedies.ALL, 1, 1, 1), 0, 0);
        assertThat(field.totalWeight()).isEqualTo(3);
        assertThat(field.angle()).isCloseTo(1, within(1e-12));
        // Itself at 0 with the three at 10 rad/s.
        assertThat(this.common.seenFrom(0, 100, 0)).isEqualTo(7.5);
    }

    @Test
    void aRowThatCannotCountIsNotInTheSum() {
        PeerRows rows = rows(Remedies.ALL, 1, 2);
        rows.setFactor(0, 0);
        Field field = field(rows, 0, 0);
        assertThat(field.totalWeight()).isEqualTo(1);
        assertThat(field.angle()).isCloseTo(2, within(1e-12));
    }

    @Test
    void anAnswerOlderThanTheTtlCountsNoMoreUnlessNoneIsDemanded() {
        PeerRows demanding = rows(Remedies.ALL, 1);
        assertThat(field(demanding, TTL_NANOS, 0).totalWeight()).isEqualTo(1);
        assertThat(field(demanding, TTL_NANOS + 1, 0).isEmpty()).isTrue();
        PeerRows lenient = rows(new Remedies(true, true, true, true, false), 1);
        assertThat(field(lenient, TTL_NANOS + 1, 0).totalWeight()).isEqualTo(1);
    }

    @Test
    void silenceFadesUnlessNothingIsForgotten() {
        PeerRows forgetting = rows(Remedies.ALL, 1);
        assertThat(field(forgetting, 0, 2 * PERIOD_NANOS).totalWeight())
                .isCloseTo(0.5, within(1e-12));
        PeerRows keeping = rows(new Remedies(true, true, false, true, true), 1);
        assertThat(field(keeping, 0, TTL_NANOS).totalWeight()).isEqualTo(1);
    }

    @Test
    void thoseBehindARowThatIsTakenOutMoveUpWhole() {
        PeerRows rows = rows(Remedies.ALL, 1, 2, 3);
        rows.setSilentSinceNanos(2, 7);
        rows.remove(0);
        assertThat(rows.size()).isEqualTo(2);
        assertThat(rows.at(0, 0, 0, 0).phase()).isEqualTo(2);
        assertThat(rows.at(1, 0, 0, 0).phase()).isEqualTo(3);
        assertThat(rows.naturalFrequency(1)).isEqualTo(30);
        assertThat(rows.silentSinceNanos(1)).isEqualTo(7);
        rows.add();
        assertThat(rows.at(2, 0, 0, 0).phase()).as("a new row").isZero();
    }

    @Test
    void theSilentAreFoundFromTheEnd() {
        PeerRows rows = rows(Remedies.ALL, 1, 2, 3);
        rows.setSilentSinceNanos(1, 1);
        assertThat(rows.lastSilent(3, TTL_NANOS, TTL_NANOS)).isEqualTo(2);
        assertThat(rows.lastSilent(2, TTL_NANOS, TTL_NANOS)).isZero();
        assertThat(rows.lastSilent(0, TTL_NANOS, TTL_NANOS)).isEqualTo(-1);
        assertThat(rows.lastSilent(3, TTL_NANOS - 1, TTL_NANOS)).isEqualTo(-1);
    }

    @Test
    void withoutExtrapolationAPhaseIsHeld() {
        PeerRows held = rows(new Remedies(false, true, true, true, true), 1);
        held.setOscillator(0, 1, 5, 6, 0);
        assertThat(held.at(0, TTL_NANOS, 6, 2.5).phase()).isEqualTo(1);
        PeerRows carried = rows(Remedies.ALL, 1);
        carried.setOscillator(0, 1, 5, 6, 0);
        assertThat(carried.at(0, TTL_NANOS, 0, 0).phase()).isEqualTo(11);
    }
}
