package org.chorusmesh.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Where a mesh locks, as one of it sees it. */
class CommonFrequencyTests {

    private final CommonFrequency common = new CommonFrequency();

    @Test
    void aloneItIsOnesOwn() {
        assertThat(this.common.seenFrom(6.5, 2.5, 0)).isEqualTo(6.5);
    }

    @Test
    void oneselfCountsOnceAndOthersByWeight() {
        this.common.add(1, 7);
        this.common.add(0.5, 8);
        assertThat(this.common.seenFrom(6, 2.5, 0)).isCloseTo((6 + 7 + 4) / 2.5, within(1e-12));
        this.common.clear();
        assertThat(this.common.seenFrom(6, 2.5, 0)).isEqualTo(6);
    }

    @Test
    void nonsenseMovesItByNoMoreThanTheCoupling() {
        this.common.add(1, 1e5);
        assertThat(this.common.seenFrom(6, 2.5, 0)).isEqualTo(8.5);
        this.common.add(1, -1e9);
        assertThat(this.common.seenFrom(6, 2.5, 0)).isEqualTo(3.5);
    }

    @Test
    void lagTakesOffWhatThePullOfTheOthersIs() {
        this.common.add(1, 6);
        this.common.add(1, 6);
        assertThat(this.common.seenFrom(6, 3, Math.PI / 6)).isCloseTo(5, within(1e-12));
    }
}
