package org.chorusmesh.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tests for {@link WakeMargin}. */
class WakeMarginTests {

    private static final double HERTZ = 1;

    private final WakeMargin margin = new WakeMargin();

    private final Random random = new Random(7);

    @Test
    void isTheGreatestUntilSomethingIsLearnt() {
        assertThat(this.margin.nanos(HERTZ)).isEqualTo(WakeMargin.MAX_NANOS);
    }

    @Test
    void comesNearToALatenessThatIsAlwaysTheSame() {
        learn(60, 57_000, 0);
        assertThat(this.margin.nanos(HERTZ)).isBetween(57_000L, 60_000L);
    }

    @Test
    void isInTimeForNearlyAllWakeUps() {
        learn(60, 50_000, 6_000);
        int late = 0;
        double spun = 0;
        for (int i = 0; i < 2000; i++) {
            long next = next(50_000, 6_000);
            late += (next > this.margin.nanos(HERTZ)) ? 1 : 0;
            spun += Math.max(0, this.margin.nanos(HERTZ) - next);
            this.margin.learn(next);
        }
        assertThat(late).as("of 2000").isLessThan(60);
        assertThat(spun / 2000).as("spins for less than a third of before").isLessThan(33_000);
    }

    @Test
    void soonForgetsAPause() {
        learn(60, 50_000, 2_000);
        this.margin.learn(400_000_000);
        assertThat(this.margin.nanos(HERTZ))
                .isBetween(WakeMargin.USUAL_NANOS, 2 * WakeMargin.USUAL_NANOS);
        learn(20, 50_000, 2_000);
        assertThat(this.margin.nanos(HERTZ)).isBetween(50_000L, 80_000L);
    }

    @Test
    void staysWithinItsBounds() {
        learn(100, -5_000, 0);
        assertThat(this.margin.nanos(HERTZ)).isEqualTo(WakeMargin.MIN_NANOS);
        learn(100, 3_000_000, 0);
        assertThat(this.margin.nanos(HERTZ)).isEqualTo(WakeMargin.MAX_NANOS);
    }

    @Test
    void spinsForAThousandthOfTheTimeAtMostWhereBeatsAreQuick() {
        learn(100, 3_000_000, 0);
        assertThat(this.margin.nanos(0.1)).isEqualTo(WakeMargin.MAX_NANOS);
        assertThat(this.margin.nanos(2)).isEqualTo(500_000);
        assertThat(this.margin.nanos(1000)).isEqualTo(WakeMargin.USUAL_NANOS);
    }

    private void learn(int times, long mean, long spread) {
        for (int i = 0; i < times; i++) {
            this.margin.learn(next(mean, spread));
        }
    }

    private long next(long mean, long spread) {
        return mean + Math.round(spread * this.random.nextGaussian());
    }
}
