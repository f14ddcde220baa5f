package org.chorusmesh.beat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartOrderTests {

    private static final double HERTZ = 2 * Math.PI;

    private static final double TODAY = 2.5e9;

    private static final double MONTHS = 1e7;

    private static boolean isFirst(double own, double... others) {
        return StartOrder.isFirst(own, others, HERTZ);
    }

    @Test
    void theGreatestCountIsFirst() {
        assertThat(isFirst(TODAY + 0.5, TODAY, TODAY + 0.4)).isTrue();
        assertThat(isFirst(TODAY, TODAY + 0.5, TODAY + 0.4)).isFalse();
        assertThat(isFirst(TODAY + 0.4, TODAY, TODAY + 0.5)).isFalse();
    }

    @Test
    void aloneItIsFirst() {
        assertThat(isFirst(0)).isTrue();
    }

    @Test
    void aCountFarAheadOfMostIsPassedOver() {
        assertThat(isFirst(TODAY + MONTHS, TODAY, TODAY + 1, TODAY - 1)).isFalse();
        assertThat(isFirst(TODAY + 1, TODAY, TODAY + MONTHS, TODAY - 1)).isTrue();
        assertThat(isFirst(TODAY, TODAY + 1, TODAY + MONTHS, TODAY - 1)).isFalse();
    }

    @Test
    void whoIsFarBehindMostIsNotFirst() {
        assertThat(isFirst(0, TODAY, TODAY + 1)).isFalse();
        assertThat(isFirst(TODAY + 1, TODAY, 0)).isTrue();
    }

    @Test
    void whereNoNumberIsThatOfMostEachStartsByItself() {
        assertThat(isFirst(TODAY, 0)).isTrue();
        assertThat(isFirst(0, TODAY)).isTrue();
        assertThat(isFirst(TODAY, TODAY + 1, 0, 1)).isTrue();
        assertThat(isFirst(0, TODAY + 1, TODAY, 1)).isTrue();
    }
}
