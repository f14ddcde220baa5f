package org.chorusmesh.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockDriftTests {

    private static final long MICRO = 1_000L;

    private static final long MILLI = 1_000_000L;

    private static final long PERIOD = 50 * MILLI;

    private static final double PPM = 1e-6;

    private final SplittableRandom random = new SplittableRandom(4);
    private final ClockDrift drift = new ClockDrift();
    private long nowNanos = -30_000 * MILLI;
    private double offsetNanos;

    /** Two clocks of which the own is faster exchange reports that take at least a while. */
    private void exchange(int seconds, double rate, long leastNanos, long jitterNanos) {
        for (int i = 0; i < seconds * 20; i++) {
            this.nowNanos += PERIOD;
            this.offsetNanos += rate * PERIOD;
            this.drift.addForward(
                    this.nowNanos, (long) this.offsetNanos + leastNanos + jitter(jitterNanos));
            this.drift.addReverse(
                    this.nowNanos - 20 * MILLI,
                    -(long) this.offsetNanos + leastNanos + jitter(jitterNanos));
        }
    }

    private long jitter(long mostNanos) {
        return (mostNanos > 0) ? this.random.nextLong(mostNanos) : 0;
    }

    @ParameterizedTest
    @ValueSource(doubles = {-200, -50, -1, 1, 50, 200})
    void findsTheDriftOfAQuietPathWithinSeconds(double ppm) {
        exchange(7, ppm * PPM, 60 * MICRO, 0);
        assertThat(this.drift.rate()).isZero();
        exchange(5, ppm * PPM, 60 * MICRO, 0);
        assertThat(this.drift.rate() / PPM).isCloseTo(ppm, within(0.5));
    }

    @Test
    void findsTheDriftBehindAQueue() {
        exchange(62, 50 * PPM, 60 * MICRO, 300 * MICRO);
        assertThat(this.drift.rate() / PPM).isCloseTo(50, within(0.5));
    }

    @Test
    void findsTheDriftOfAFarPathInAMinuteAndBelievesLittleOfItBefore() {
        exchange(12, 0, 30 * MILLI, 40 * MILLI);
        assertThat(this.drift.rate() / PPM).isCloseTo(0, within(5.0));
        this.drift.clear();
        exchange(62, 50 * PPM, 30 * MILLI, 40 * MILLI);
        assertThat(this.drift.rate() / PPM).isCloseTo(50, within(10.0));
    }

    @Test
    void hardlyEverSeesADriftWhereThereIsNone() {
        double sum = 0;
        int n = 0;
        for (int path = 0; path < 50; path++) {
            this.drift.clear();
            for (int second = 0; second < 80; second++) {
                exchange(1, 0, 30 * MILLI, 40 * MILLI);
                sum += this.drift.rate() * this.drift.rate();
                n++;
            }
        }
        // The plain slope of all blocks alike is off by 10 ppm over a minute, and by 100 at first.
        assertThat(Math.sqrt(sum / n) / PPM).isLessThan(4);
    }

    @Test
    void leavesOutSecondsInWhichThePathWasStalled() {
        exchange(20, 50 * PPM, MILLI, 0);
        exchange(5, 50 * PPM, 40 * MILLI, 90 * MILLI);
        exchange(20, 50 * PPM, MILLI, 0);
        assertThat(this.drift.rate() / PPM).isCloseTo(50, within(0.5));
    }

    @Test
    void followsAClockThatIsGivenAnotherSpeed() {
        exchange(90, 50 * PPM, 60 * MICRO, 100 * MICRO);
        exchange(20, -50 * PPM, 60 * MICRO, 100 * MICRO);
        assertThat(this.drift.rate() / PPM).isCloseTo(-50, within(1.0));
    }

    @Test
    void takesNothingFromReportsWithoutAnswers() {
        for (int i = 0; i < 2000; i++) {
            this.nowNanos += PERIOD;
            this.drift.addForward(this.nowNanos, i * MICRO);
        }
        assertThat(this.drift.rate()).isZero();
    }

    @Test
    void staysFiniteWhateverAPeerWrites() {
        for (int i = 0; i < 5000; i++) {
            this.nowNanos += PERIOD;
            long wild = this.random.nextLong() >> 3;
            this.drift.addForward(this.nowNanos, (i % 3 == 0) ? wild : 1L << 60);
            this.drift.addReverse(this.nowNanos, (i % 7 == 0) ? wild : -(1L << 60));
            assertThat(this.drift.rate()).isBetween(-0.1, 0.1);
        }
        for (int i = 0; i < 5000; i++) {
            this.drift.addForward(this.nowNanos + i % 2 * 2 * PERIOD * 20, i);
            this.drift.addReverse(this.nowNanos, -i);
            assertThat(this.drift.rate()).isBetween(-0.1, 0.1);
        }
    }
}
