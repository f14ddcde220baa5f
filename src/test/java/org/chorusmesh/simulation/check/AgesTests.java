package org.chorusmesh.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests for {@link Ages}. */
class AgesTests {

    private static final long MILLI = 1_000_000L;

    private final Ages ages = new Ages();

    @Test
    void withoutAnyTheQuantilesAreZero() {
        assertThat(this.ages.quantile(0.5)).isZero();
    }

    @Test
    void aQuantileIsTheLeastAgeThatAsManyDoNotExceed() {
        for (int i = 100; i >= 1; i--) {
            this.ages.add(30 * i * MILLI + 1);
        }
        assertThat(this.ages.quantile(0.5)).isEqualTo(1.5);
        assertThat(this.ages.quantile(0.99)).isEqualTo(2.97);
        assertThat(this.ages.quantile(1)).isEqualTo(3.0);
        assertThat(this.ages.quantile(0)).isZero();
    }

    @Test
    void theOldestCountAsTenMinutes() {
        this.ages.add(0);
        this.ages.add(Long.MAX_VALUE);
        assertThat(this.ages.quantile(1)).isEqualTo(600);
    }
}
