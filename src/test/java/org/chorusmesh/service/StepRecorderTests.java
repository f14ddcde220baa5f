package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests for {@link StepRecorder}. */
class StepRecorderTests {

    private static final long SECOND = 1_000_000_000L;

    private final StepRecorder recorder = new StepRecorder();

    @Test
    void addsUp() {
        this.recorder.record(-100, -90, 5, 10, true);
        StepStatistics statistics = this.recorder.record(0, 20, 11, 10, false);
        assertThat(statistics).isEqualTo(new StepStatistics(2, 1, 1, 30, 20, 16, 11));
    }

    @Test
    void countsAsLateOnlyWhatIsLaterThanAStep() {
        assertThat(this.recorder.record(0, 1, 10, 10, true).late()).isZero();
        assertThat(this.recorder.record(0, 1, 11, 10, true).late()).isOne();
    }

    @Test
    void forgetsAMaximumAfterTwoMinutesAtMost() {
        this.recorder.record(-SECOND, 0, 7, 10, true);
        assertThat(this.recorder.record(61 * SECOND, 61 * SECOND + 1, 0, 10, true))
                .returns(SECOND, StepStatistics::durationMaxNanos)
                .returns(7L, StepStatistics::latenessMaxNanos);
        assertThat(this.recorder.record(121 * SECOND, 121 * SECOND + 2, 0, 10, true))
                .returns(2L, StepStatistics::durationMaxNanos)
                .returns(0L, StepStatistics::latenessMaxNanos);
    }

    @Test
    void forgetsAMaximumThatWasBeforeALongPause() {
        this.recorder.record(-SECOND, 0, 0, 10, true);
        assertThat(
                        this.recorder
                                .record(600 * SECOND, 600 * SECOND + 3, 0, 10, true)
                                .durationMaxNanos())
                .isEqualTo(3);
    }
}
