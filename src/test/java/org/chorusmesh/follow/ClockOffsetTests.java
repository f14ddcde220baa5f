package org.chorusmesh.follow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link ClockOffset}. */
class ClockOffsetTests {

    private static final long MILLI = 1_000_000L;

    private static final long SECOND = 1000 * MILLI;

    private final ClockOffset offset = new ClockOffset();

    /** The node's clock is ahead by so much; the answer takes so long there, and so long back. */
    private boolean exchange(long atNanos, long aheadNanos, long thereNanos, long backNanos) {
        long received = atNanos + thereNanos + aheadNanos;
        long sent = received + MILLI;
        return this.offset.add(atNanos, received, sent, atNanos + thereNanos + MILLI + backNanos);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 12345, -7 * SECOND, Long.MAX_VALUE, Long.MIN_VALUE})
    void bringsInstantsToTheOwnClockWhateverItsOrigin(long ahead) {
        assertThat(exchange(0, ahead, 2 * MILLI, 2 * MILLI)).isTrue();
        assertThat(this.offset.toOwn(5 * SECOND + ahead, 0)).isEqualTo(5 * SECOND);
    }

    @Test
    void theLeastRoundTripDecides() {
        exchange(0, 0, 40 * MILLI, 2 * MILLI);
        exchange(SECOND, 0, MILLI, MILLI);
        exchange(2 * SECOND, 0, 2 * MILLI, 60 * MILLI);
        assertThat(this.offset.toOwn(0, 2 * SECOND)).isZero();
    }

    @Test
    void theErrorCoversTheAsymmetryOfThePath() {
        exchange(0, 0, 40 * MILLI, 0);
        assertThat(this.offset.toOwn(0, 0)).isEqualTo(-20 * MILLI);
        assertThat(this.offset.errorNanos(41 * MILLI)).isEqualTo(20 * MILLI);
    }

    @Test
    void anOldExchangeGivesWayAsTheClocksMayHaveDrifted() {
        exchange(0, 0, MILLI, MILLI);
        long drift = 50_000 * 20;
        exchange(20 * SECOND, drift, 2 * MILLI, 2 * MILLI);
        assertThat(this.offset.toOwn(drift, 20 * SECOND)).isZero();
        assertThat(this.offset.size()).isEqualTo(2);
    }

    @Test
    void forgetsExchangesAfterHalfAMinute() {
        exchange(0, 0, MILLI, MILLI);
        exchange(31 * SECOND, 0, 50 * MILLI, 50 * MILLI);
        assertThat(this.offset.size()).isOne();
    }

    @Test
    void beginsAgainWhereAClockHasStepped() {
        exchange(0, 0, MILLI, MILLI);
        assertThat(exchange(SECOND, 0, MILLI, MILLI)).isTrue();
        assertThat(exchange(2 * SECOND, -3600 * SECOND, MILLI, MILLI)).isFalse();
        assertThat(this.offset.toOwn(-3600 * SECOND, 2 * SECOND)).isZero();
        assertThat(exchange(3 * SECOND, -3600 * SECOND, MILLI, MILLI)).isTrue();
    }

    @Test
    void knowsInstantsThatNoClocksCanHaveShown() {
        assertThat(ClockOffset.isPossible(0, 5, 6, 10)).isTrue();
        assertThat(ClockOffset.isPossible(0, 6, 5, 10)).isFalse();
        assertThat(ClockOffset.isPossible(0, 0, SECOND, MILLI)).isFalse();
    }
}
