package org.chorusmesh.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClockDriftTests {

    private static final long MICRO = 1_000L;

    private static final long MILLI = 1_000_000L;

    private static final long PERIOD = 50 * MILLI;

    private static final double PPM = 1e-6;

    private final SplittableRandom random = new SplittableRandom(4);
    private final WindowedMinimum forward = new WindowedMinimum();
    private final WindowedMinimum reverse = new WindowedMinimum();
    private final ClockDrift drift = new ClockDrift(this.forward, this.reverse);
    private long nowNanos = -30_000 * MILLI;
    private double offsetNanos;

    /** Two clocks of which the own is faster exchange reports that take at least a while. */
    private void exchange(int seconds, double rate, long leastNanos, long jitterNanos) {
        exchange(seconds, rate, leastNanos, leastNanos, jitterNanos);
    }

    private void exchange(
            int seconds, double rate, long forwardNanos, long reverseNanos, long jitterNanos) {
        for (int i = 0; i < seconds * 20; i++) {
            this.nowNanos += PERIOD;
            this.offsetNanos += rate * PERIOD;
            add(
                    (long) this.offsetNanos + forwardNanos + jitter(jitterNanos),
                    -(long) this.offsetNanos + reverseNanos + jitter(jitterNanos));
        }
    }

    private void add(long forwardNanos, long reverseNanos) {
        boolean over = this.forward.add(this.nowNanos, forwardNanos);
        if (over) {
            this.drift.look();
        }
        this.reverse.add(this.nowNanos - 20 * MILLI, reverseNanos);
    }

    private void clear() {
        this.forward.clear();
        this.reverse.clear();
        this.drift.clear();
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
        clear();
        exchange(62, 50 * PPM, 30 * MILLI, 40 * MILLI);
        assertThat(this.drift.rate() / PPM).isCloseTo(50, within(10.0));
    }

    @Test
    void hardlyEverSeesADriftWhereThereIsNone() {
        double sum = 0;
        int n = 0;
        for (int path = 0; path < 50; path++) {
            clear();
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

    /** Of two lines that weighed by their errors, one would rise at the cost of the other. */
    @ParameterizedTest
    @CsvSource({"5, 5", "5, 0", "0, 5", "-5, 0", "-5, -5", "50, 5"})
    void aPathOfAnotherLengthIsNoDrift(long forwardMillis, long reverseMillis) {
        long least = 10 * MILLI;
        exchange(70, 50 * PPM, least, 300 * MICRO);
        for (int second = 0; second < 130; second++) {
            exchange(
                    1,
                    50 * PPM,
                    least + forwardMillis * MILLI,
                    least + reverseMillis * MILLI,
                    (second % 2 == 0) ? 300 * MICRO : 0);
            assertThat(this.drift.rate() / PPM).isCloseTo(50, within(5.0));
        }
    }

    @Test
    void takesNothingFromReportsWithoutAnswers() {
        for (int i = 0; i < 2000; i++) {
            this.nowNanos += PERIOD;
            if (this.forward.add(this.nowNanos, i * MICRO)) {
                this.drift.look();
            }
        }
        assertThat(this.drift.rate()).isZero();
    }

    @Test
    void staysFiniteWhateverAPeerWrites() {
        for (int i = 0; i < 5000; i++) {
            this.nowNanos += PERIOD;
            long wild = this.random.nextLong() >> 3;
            add((i % 3 == 0) ? wild : 1L << 60, (i % 7 == 0) ? wild : -(1L << 60));
            assertThat(this.drift.rate()).isBetween(-0.1, 0.1);
        }
    }
}
