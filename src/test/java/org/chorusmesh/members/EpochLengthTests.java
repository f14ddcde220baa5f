package org.chorusmesh.members;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EpochLengthTests {

    private static final long PERIOD_NANOS = 50_000_000L;

    @ParameterizedTest
    @CsvSource({
        "0, 50, 1", "0.001, 50, 1", "0.5, 50, 1", "1, 50, 1", "1.2, 50, 2", "2, 50, 2",
        "4, 50, 4", "5, 50, 8", "10, 50, 16", "-10, 50, 16", "100, 50, 128", "1, 1, 1",
        "1, 100, 2", "1, 200, 4", "1, 1000, 32", "0.1, 1000, 2"
    })
    void anEpochIsTheLeastPowerOfTwoThatLastsOneSecondAndTwentyPeriods(
            double frequencyHz, long periodMillis, long beats) {
        assertThat(EpochLength.of(frequencyHz, periodMillis * 1_000_000)).isEqualTo(beats);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 4, 8, 64})
    void nodesDetunedAroundAPowerOfTwoHaveEpochsOfOneLength(double frequencyHz) {
        long beats = EpochLength.of(frequencyHz, PERIOD_NANOS);
        for (double detuning = -0.1; detuning <= 0.1; detuning += 0.01) {
            assertThat(EpochLength.of(frequencyHz * (1 + detuning), PERIOD_NANOS))
                    .as("%s of %s Hz", detuning, frequencyHz)
                    .isEqualTo(beats);
        }
        assertThat(EpochLength.of(frequencyHz * 1.2, PERIOD_NANOS)).isEqualTo(2 * beats);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e300, Double.MAX_VALUE})
    void evenAnAbsurdFrequencyHasALength(double frequencyHz) {
        assertThat(EpochLength.of(frequencyHz, PERIOD_NANOS)).isEqualTo(1L << 40);
    }
}
