package org.chorusmesh.causality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LamportClockTests {

    @Test
    void ticksAndMerges() {
        LamportClock clock = new LamportClock();
        clock.beginStep();
        assertThat(clock.tick()).isEqualTo(1);
        clock.beginStep();
        clock.observe(41);
        clock.observe(7);
        assertThat(clock.tick()).isEqualTo(42);
    }

    @Test
    void risesByItsBoundAtMostAndByAllOfItIfAsked() {
        LamportClock clock = new LamportClock();
        clock.beginStep();
        for (int i = 0; i < 100; i++) {
            clock.observe(LamportClock.MAX);
        }
        assertThat(clock.tick()).isEqualTo(LamportClock.MAX_RISE_PER_STEP);
        clock.beginStep();
        clock.observe(LamportClock.MAX);
        assertThat(clock.tick()).isEqualTo(2 * LamportClock.MAX_RISE_PER_STEP);
    }

    @Test
    void neverExceedsItsRange() {
        LamportClock clock = new LamportClock(LamportClock.MAX - 10);
        for (int i = 0; i < 3; i++) {
            clock.beginStep();
            clock.observe(LamportClock.MAX);
            assertThat(clock.tick()).isEqualTo(LamportClock.MAX);
        }
    }

    @Test
    void anIncarnationRisesOverItsPredecessorEvenIfTheClockWasSetBack() {
        assertThat(Incarnation.next(1000, OptionalLong.empty())).isEqualTo(1000);
        assertThat(Incarnation.next(1000, OptionalLong.of(400))).isEqualTo(1000);
        assertThat(Incarnation.next(1000, OptionalLong.of(1000))).isEqualTo(1001);
        assertThat(Incarnation.next(1000, OptionalLong.of(5000))).isEqualTo(5001);
    }

    @Test
    void anIncarnationMoreThanADayAheadIsNotBelieved() {
        long day = Incarnation.MAX_AHEAD_MILLIS;
        assertThat(Incarnation.next(1000, OptionalLong.of(1000 + day))).isEqualTo(1001 + day);
        assertThat(Incarnation.next(1000, OptionalLong.of(1001 + day))).isEqualTo(1000);
        assertThat(Incarnation.next(1000, OptionalLong.of(Long.MAX_VALUE))).isEqualTo(1000);
        assertThat(Incarnation.next(1000, OptionalLong.of(-7))).isEqualTo(1000);
    }

    @Test
    void anIncarnationStaysInRangeWhateverTheClockSays() {
        assertThat(Incarnation.next(-5, OptionalLong.empty())).isEqualTo(1);
        assertThat(Incarnation.next(Long.MAX_VALUE, OptionalLong.empty()))
                .isEqualTo(Incarnation.MAX);
    }
}
