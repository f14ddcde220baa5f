package org.chorusmesh.members;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EpochClockTests {

    private static final long BEATS = 4;

    private final EpochClock clock = new EpochClock();

    private OptionalLong enter(long number) {
        return this.clock.enter(number, BEATS, true, false);
    }

    @Test
    void whoEntersAnEpochFreezesTheNextOnesList() {
        enter(11);
        assertThat(enter(12)).hasValue(4);
        assertThat(enter(13)).isEmpty();
        assertThat(enter(15)).isEmpty();
        assertThat(enter(16)).hasValue(5);
    }

    @Test
    void aSmallJumpIntoTheNextEpochEntersIt() {
        enter(9);
        assertThat(enter(15)).hasValue(4);
    }

    @Test
    void theFirstNumberComesFromJoining() {
        assertThat(enter(12)).isEmpty();
        assertThat(enter(13)).isEmpty();
        assertThat(enter(16)).hasValue(5);
        this.clock.restart();
        assertThat(enter(0)).isEmpty();
        assertThat(enter(4)).hasValue(2);
    }

    @Test
    void aJumpOverAnEpochFreezesNothing() {
        enter(11);
        assertThat(enter(16)).isEmpty();
        assertThat(enter(17)).isEmpty();
        assertThat(enter(20)).hasValue(6);
    }

    @Test
    void whoIsNotSettledFreezesNothingAndNotLaterInThatEpochEither() {
        enter(11);
        assertThat(this.clock.enter(12, BEATS, false, false)).isEmpty();
        assertThat(enter(13)).isEmpty();
        assertThat(enter(16)).hasValue(5);
    }

    @Test
    void whoWakesFreezesNothing() {
        enter(11);
        assertThat(this.clock.enter(12, BEATS, true, true)).isEmpty();
        assertThat(enter(13)).isEmpty();
        assertThat(enter(16)).hasValue(5);
    }

    @Test
    void aNumberThatGoesBackEntersNoEpochTwice() {
        enter(11);
        assertThat(enter(12)).hasValue(4);
        assertThat(enter(11)).isEmpty();
        assertThat(enter(12)).isEmpty();
        assertThat(enter(16)).hasValue(5);
    }

    @Test
    void anEpochFirstEnteredUnsettledIsNotFrozenWhenTheNumberComesBackToIt() {
        enter(11);
        this.clock.enter(12, BEATS, false, false);
        enter(11);
        assertThat(enter(12)).isEmpty();
    }

    @Test
    void afterAnotherLengthOrARestartTheNextNumberComesFromJoining() {
        enter(11);
        assertThat(this.clock.enter(24, 8, true, false)).isEmpty();
        assertThat(this.clock.enter(32, 8, true, false)).hasValue(5);
        this.clock.restart();
        assertThat(this.clock.enter(40, 8, true, false)).isEmpty();
        assertThat(this.clock.enter(48, 8, true, false)).hasValue(7);
    }
}
