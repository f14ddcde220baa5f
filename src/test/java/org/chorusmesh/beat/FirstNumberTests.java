package org.chorusmesh.beat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Tests for {@link FirstNumber}. */
class FirstNumberTests {

    private static final long NOW = 1_800_000_000_999L;

    private static final long DAYS_30 = 30L * 86_400;

    /** 1 800 000 000.999 s times the square root of two. */
    private static final long FIRST = 2_545_584_413L;

    @Test
    void countsBeatsOfTheLeastPowerOfTwoTimesTheSquareRootOfTwoThatIsNotBelowTheFrequency() {
        assertThat(first(NOW, 1)).isEqualTo(FIRST);
        assertThat(first(NOW, -1)).isEqualTo(FIRST);
        assertThat(first(NOW, 1.4142)).isEqualTo(FIRST);
        assertThat(first(NOW, 0.7072)).isEqualTo(FIRST);
        assertThat(first(NOW, 1.4143)).isEqualTo(5_091_168_827L);
        assertThat(first(NOW, 0.7071)).isEqualTo(1_272_792_206L);
        assertThat(first(NOW, 1000)).isEqualTo((long) (1_800_000_000.999 * 1024 * Math.sqrt(2)));
    }

    @Test
    void isTheSameForNodesWhoseFrequenciesDifferByAFewPercent() {
        for (double frequencyHz : new double[] {0.01, 0.1, 0.5, 1, 2, 5, 10, 20, 50, 100}) {
            assertThat(first(NOW, 0.95 * frequencyHz)).isEqualTo(first(NOW, frequencyHz));
            assertThat(first(NOW, 1.05 * frequencyHz)).isEqualTo(first(NOW, frequencyHz));
        }
    }

    @Test
    void growsOverARestartHoweverFastTheNodeCountedInBetween() {
        double frequencyHz = 1.41;
        long seconds = 1_000_000;
        long reached = first(NOW, frequencyHz) + (long) (seconds * frequencyHz);
        assertThat(first(NOW + seconds * 1000, frequencyHz)).isGreaterThan(reached);
    }

    @Test
    void staysInRangeWhateverTheClockAndTheFrequency() {
        assertThat(first(-1, 1)).isZero();
        assertThat(first(NOW, 0)).isZero();
        assertThat(first(Long.MAX_VALUE, 1000)).isEqualTo(BeatReport.MAX_NUMBER);
    }

    @Test
    void isOneMoreThanTheLastNumberKeptIfThatIsGreater() {
        assertThat(first(NOW, 1, FIRST + 50)).isEqualTo(FIRST + 51);
        assertThat(first(NOW, 1, FIRST)).isEqualTo(FIRST + 1);
        assertThat(first(NOW, 1, FIRST - 1_000_000)).isEqualTo(FIRST);
    }

    @Test
    void doesNotBelieveANumberMoreThanThirtyDaysOfBeatsAhead() {
        long greatest = FIRST + DAYS_30;
        assertThat(first(NOW, 1, greatest)).isEqualTo(greatest + 1);
        assertThat(first(NOW, 1, greatest + 1)).isEqualTo(FIRST);
    }

    @Test
    void believesAMillionBeatsHoweverSlow() {
        assertThat(first(0, 0, 1L << 20)).isEqualTo((1L << 20) + 1);
        assertThat(first(0, 0, (1L << 20) + 1)).isZero();
    }

    @Test
    void doesNotBelieveANumberOutOfRange() {
        assertThat(first(NOW, 1, -1)).isEqualTo(FIRST);
        assertThat(FirstNumber.isBelievable(Long.MAX_VALUE, 1000, BeatReport.MAX_NUMBER)).isFalse();
        assertThat(FirstNumber.isBelievable(NOW, 1, Long.MAX_VALUE)).isFalse();
        assertThat(FirstNumber.isBelievable(NOW, 1, Long.MIN_VALUE)).isFalse();
    }

    private static long first(long wallMillis, double frequencyHz) {
        return FirstNumber.of(wallMillis, frequencyHz, OptionalLong.empty());
    }

    private static long first(long wallMillis, double frequencyHz, long kept) {
        return FirstNumber.of(wallMillis, frequencyHz, OptionalLong.of(kept));
    }
}
