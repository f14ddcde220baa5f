package org.chorusmesh.beat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Tests for {@link FirstNumber}. */
class FirstNumberTests {

    private static final long NOW = 1_800_000_000_999L;

    private static final long DAYS_30 = 30L * 86_400;

    @Test
    void isAsManyBeatsAsTheFrequencyGivesSince1970() {
        assertThat(first(NOW, 1)).isEqualTo(1_800_000_000L);
        assertThat(first(NOW, -1)).isEqualTo(1_800_000_000L);
        assertThat(first(NOW, 1000)).isEqualTo(1_800_000_000_999L);
        assertThat(first(NOW, 0.5)).isEqualTo(900_000_000L);
    }

    @Test
    void staysInRangeWhateverTheClockAndTheFrequency() {
        assertThat(first(-1, 1)).isZero();
        assertThat(first(NOW, 0)).isZero();
        assertThat(first(Long.MAX_VALUE, 1000)).isEqualTo(BeatReport.MAX_NUMBER);
    }

    @Test
    void isOneMoreThanTheLastNumberKeptIfThatIsGreater() {
        assertThat(first(NOW, 1, 1_800_000_050L)).isEqualTo(1_800_000_051L);
        assertThat(first(NOW, 1, 1_800_000_000L)).isEqualTo(1_800_000_001L);
        assertThat(first(NOW, 1, 1_700_000_000L)).isEqualTo(1_800_000_000L);
    }

    @Test
    void doesNotBelieveANumberMoreThanThirtyDaysOfBeatsAhead() {
        long greatest = 1_800_000_000L + DAYS_30;
        assertThat(first(NOW, 1, greatest)).isEqualTo(greatest + 1);
        assertThat(first(NOW, 1, greatest + 1)).isEqualTo(1_800_000_000L);
    }

    @Test
    void believesAMillionBeatsHoweverSlow() {
        assertThat(first(0, 0, 1L << 20)).isEqualTo((1L << 20) + 1);
        assertThat(first(0, 0, (1L << 20) + 1)).isZero();
    }

    @Test
    void doesNotBelieveANumberOutOfRange() {
        assertThat(first(NOW, 1, -1)).isEqualTo(1_800_000_000L);
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
