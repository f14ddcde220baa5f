package org.chorusmesh.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ReportRhythmTests {

    private static final long MILLI = 1_000_000L;

    private static final long TTL = 2000 * MILLI;

    private final ReportRhythm rhythm = new ReportRhythm(50 * MILLI, 0);

    private long now;

    private void hear(long gap, long stated) {
        this.now += gap;
        this.rhythm.hear(this.now, 0, stated, stated);
    }

    private double scale() {
        return ReportRhythm.scaleNanos(this.rhythm.usualNanos(), TTL);
    }

    @Test
    void theScaleOfARegularReporterIsItsPeriod() {
        for (int i = 0; i < 200; i++) {
            hear(50 * MILLI, 50 * MILLI);
        }
        assertThat(scale()).isCloseTo(50.0 * MILLI, within(1.0));
    }

    /** The steps of a calm node are as long as the gaps of some peers. */
    @Test
    void theScaleOfARegularReporterIsItsPeriodHoweverFewStepsTakeItsReports() {
        ReportRhythm calm = new ReportRhythm(350 * MILLI, 0);
        for (int i = 1; i <= 200; i++) {
            long received = i * 350 * MILLI;
            long step = -Math.floorDiv(-received, 94 * MILLI) * 94 * MILLI;
            calm.hear(step, step - received, 350 * MILLI, 0);
        }
        assertThat(calm.usualNanos()).isCloseTo(350.0 * MILLI, within(1.0));
    }

    @Test
    void theScaleGrowsWithIrregularityButLeavesTheWeightAtNothingBeforeTheTtl() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            // Half of the reports are lost at random.
            long gap = 50 * MILLI;
            while (random.nextBoolean()) {
                gap += 50 * MILLI;
            }
            hear(gap, 50 * MILLI);
        }
        assertThat(scale()).isBetween(200.0 * MILLI, 500.0 * MILLI);
        for (int i = 0; i < 500; i++) {
            hear(5000 * MILLI, 50 * MILLI);
        }
        assertThat(Fade.weight(TTL, scale())).isZero();
    }

    @Test
    void theStatedPeriodIsNeverUndercut() {
        hear(0, 300 * MILLI);
        assertThat(scale()).isEqualTo(300.0 * MILLI);
    }

    @Test
    void aPeriodThatChangesAsStatedIsRegular() {
        long[] periods = {50, 100, 200, 400, 50, 400};
        long stated = 50 * MILLI;
        for (int i = 0; i < 600; i++) {
            long next = periods[i % periods.length] * MILLI;
            hear(stated, next);
            stated = next;
        }
        assertThat(scale()).isCloseTo(stated, within(10.0));
    }

    @Test
    void aReportThatComesEarlyToStateAShorterPeriodIsRegularAndShortensTheScaleAtOnce() {
        for (int i = 0; i < 100; i++) {
            hear(50 * MILLI, 400 * MILLI);
            hear(400 * MILLI, 400 * MILLI);
            hear(130 * MILLI, 50 * MILLI);
            assertThat(scale()).isCloseTo(50.0 * MILLI, within(10.0));
        }
    }

    @Test
    void anIrregularPeerStaysAsIrregularAtAnotherPeriod() {
        for (int i = 0; i < 500; i++) {
            hear(((i % 2 == 0) ? 30 : 70) * MILLI, 50 * MILLI);
        }
        double before = scale();
        hear(50 * MILLI, 100 * MILLI);
        assertThat(scale()).isCloseTo(2 * before, within(0.05 * before));
    }

    @Test
    void ofABurstOnlyTheFirstReportIsASample() {
        for (int i = 0; i < 200; i++) {
            hear(50 * MILLI, 50 * MILLI);
            hear(0, 50 * MILLI);
        }
        assertThat(scale()).isCloseTo(50.0 * MILLI, within(1.0));
    }
}
