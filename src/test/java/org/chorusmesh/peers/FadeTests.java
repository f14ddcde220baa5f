package org.chorusmesh.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FadeTests {

    private static final long MILLI = 1_000_000L;

    @Test
    void isWholeUpToOneAndAHalfScalesAndGoneAtTwoAndAHalf() {
        assertThat(Fade.weight(0, 100)).isEqualTo(1);
        assertThat(Fade.weight(150, 100)).isEqualTo(1);
        assertThat(Fade.weight(175, 100)).isCloseTo(0.75, within(1e-12));
        assertThat(Fade.weight(200, 100)).isCloseTo(0.5, within(1e-12));
        assertThat(Fade.weight(250, 100)).isZero();
        assertThat(Fade.weight(Long.MAX_VALUE, 100)).isZero();
    }

    @Test
    void theScaleOfARegularReporterIsItsPeriod() {
        ReportRhythm rhythm = new ReportRhythm(50 * MILLI);
        for (int i = 0; i < 200; i++) {
            rhythm.sample(50 * MILLI);
        }
        assertThat(ReportRhythm.scaleNanos(rhythm.usualNanos(50 * MILLI), 2000 * MILLI))
                .isCloseTo(50.0 * MILLI, within(1.0));
    }

    @Test
    void theScaleGrowsWithIrregularityButLeavesTheWeightAtNothingBeforeTheTtl() {
        ReportRhythm rhythm = new ReportRhythm(50 * MILLI);
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            // Half of the reports are lost at random.
            long gap = 50 * MILLI;
            while (random.nextBoolean()) {
                gap += 50 * MILLI;
            }
            rhythm.sample(gap);
        }
        double scale = ReportRhythm.scaleNanos(rhythm.usualNanos(50 * MILLI), 2000 * MILLI);
        assertThat(scale).isBetween(200.0 * MILLI, 500.0 * MILLI);
        for (int i = 0; i < 500; i++) {
            rhythm.sample(5000 * MILLI);
        }
        assertThat(
                        Fade.weight(
                                2000 * MILLI,
                                ReportRhythm.scaleNanos(
                                        rhythm.usualNanos(50 * MILLI), 2000 * MILLI)))
                .isZero();
    }

    @Test
    void theStatedPeriodIsNeverUndercut() {
        ReportRhythm rhythm = new ReportRhythm(50 * MILLI);
        assertThat(ReportRhythm.scaleNanos(rhythm.usualNanos(300 * MILLI), 2000 * MILLI))
                .isEqualTo(300.0 * MILLI);
    }
}
