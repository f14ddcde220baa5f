package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LocalHealthTests {

    private static final long MILLI = 1_000_000L;

    private final LocalHealth health = new LocalHealth();

    private void wake(int times, long lateMillis) {
        for (int i = 0; i < times; i++) {
            this.health.woke(lateMillis * MILLI);
        }
    }

    @Test
    void aNodeThatRunsInTimeGivesOthersTheirTimeAndNoMore() {
        assertThat(this.health.factor()).isEqualTo(1);
        wake(1000, 20);
        assertThat(this.health.stretched(500 * MILLI)).isEqualTo(500 * MILLI);
    }

    @Test
    void aStarvedNodeGivesOthersMoreTimeUntilItRunsInTimeAgain() {
        wake(100, 100);
        assertThat(this.health.factor()).isCloseTo(4, within(0.01));
        assertThat(this.health.stretched(500 * MILLI)).isBetween(1990 * MILLI, 2000 * MILLI);
        wake(20, 0);
        assertThat(this.health.factor()).isEqualTo(1);
    }

    @Test
    void aThreadThatHasJustWokenLateIsNotInTime() {
        wake(100, 10);
        assertThat(this.health.isInTime()).isTrue();
        wake(1, 100);
        assertThat(this.health.isInTime()).isFalse();
        wake(10, 0);
        assertThat(this.health.isInTime()).isTrue();
    }

    @Test
    void theFactorIsBounded() {
        wake(1000, 60_000);
        assertThat(this.health.factor()).isCloseTo(8, within(0.01));
    }

    @Test
    void aSinglePauseOfTheMachineChangesNothing() {
        this.health.woke(5000 * MILLI);
        assertThat(this.health.factor()).isEqualTo(1);
    }
}
