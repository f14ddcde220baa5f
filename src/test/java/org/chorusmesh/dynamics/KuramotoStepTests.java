package org.chorusmesh.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KuramotoStepTests {

    private static Field field(double... phasesAndRates) {
        Field field = new Field();
        for (int i = 0; i < phasesAndRates.length; i += 2) {
            field.add(1, phasesAndRates[i], phasesAndRates[i + 1]);
        }
        return field;
    }

    @Test
    void runsFreeInAnEmptyField() {
        KuramotoStep step = KuramotoStep.take(1, 6, 2.5, 0.3, new Field(), 0.5);
        assertThat(step).isEqualTo(new KuramotoStep(3, 6));
    }

    @Test
    void theRateIsTheEquationItself() {
        Field field = field(1.0, 6, 2.0, 6, 4.0, 6);
        double expected =
                5
                        + 2.0
                                / 4
                                * (Math.sin(1 - 3 - 0.2)
                                        + Math.sin(2 - 3 - 0.2)
                                        + Math.sin(4 - 3 - 0.2));
        assertThat(KuramotoStep.take(3, 5, 2, 0.2, field, 0).rate())
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void weightsStandInTheSumAndInTheDivisor() {
        Field field = new Field();
        field.add(0.5, 1, 0);
        field.add(0.25, 2, 0);
        double expected = 3.0 / 1.75 * (0.5 * Math.sin(1) + 0.25 * Math.sin(2));
        assertThat(KuramotoStep.take(0, 0, 3, 0, field, 0).rate())
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void isStableHoweverLongTheStep() {
        // K·h = 250; forward Euler is unstable beyond 2.
        double phase = 2;
        for (int i = 0; i < 5; i++) {
            phase += KuramotoStep.take(phase, 0, 2.5, 0, field(0, 0), 100).advance();
        }
        assertThat(phase).isCloseTo(0, within(1e-12));
    }

    @Test
    void isOfSecondOrderInATurningField() {
        double[] error = new double[3];
        double reference = turned(6400);
        for (int i = 0; i < 3; i++) {
            error[i] = Math.abs(turned(25 << i) - reference);
        }
        assertThat(error[0] / error[1]).isBetween(3.5, 4.5);
        assertThat(error[1] / error[2]).isBetween(3.5, 4.5);
    }

    /** Two seconds in a field whose two members turn at different rates. */
    private static double turned(int steps) {
        double h = 2.0 / steps;
        double phase = 1;
        for (int i = 0; i < steps; i++) {
            double mid = (i + 0.5) * h;
            phase +=
                    KuramotoStep.take(phase, 3, 2, 0, field(0.3 + 2 * mid, 2, 1 + 5 * mid, 5), h)
                            .advance();
        }
        return phase;
    }

    @Test
    void extrapolationBeginsWithTheAnnouncedRateAndEndsWithTheCommonFrequency() {
        Extrapolation soon = Extrapolation.of(1, 8, 6, 2.5, 1e-6);
        assertThat((soon.phase() - 1) / 1e-6).isCloseTo(8, within(1e-4));
        Extrapolation late = Extrapolation.of(1, 8, 6, 2.5, 100);
        assertThat(late.phase()).isCloseTo(1 + 600 + 2 / 2.5, within(1e-9));
        assertThat(late.rate()).isCloseTo(6, within(1e-12));
    }

    @Test
    void extrapolationBackwardsOrWithoutCouplingIsLinear() {
        assertThat(Extrapolation.of(1, 8, 6, 2.5, -0.25)).isEqualTo(new Extrapolation(-1, 8));
        assertThat(Extrapolation.of(1, 8, 6, 0, 2)).isEqualTo(new Extrapolation(17, 8));
        double weak = Extrapolation.of(1, 8, 6, 1e-9, 2).phase();
        assertThat(weak).isCloseTo(17, within(1e-8));
    }

    @Test
    void noiseHasTheVarianceOfItsDiffusion() {
        SplittableRandom random = new SplittableRandom(5);
        double sum = 0;
        double squares = 0;
        int draws = 200_000;
        for (int i = 0; i < draws; i++) {
            double increment = WienerIncrement.draw(0.7, 0.01, random);
            sum += increment;
            squares += increment * increment;
        }
        assertThat(squares / draws).isCloseTo(2 * 0.7 * 0.01, within(0.0002));
        assertThat(sum / draws).isCloseTo(0, within(0.0015));
        assertThat(WienerIncrement.draw(0, 0.01, random)).isZero();
    }

    @Test
    void phasesWrapOntoOneTurn() {
        for (double angle :
                new double[] {
                    0, -1e-300, -0.0, 1, -1, 7, -7, 1e9, -1e9, 1e300, Math.nextDown(0), 2 * Math.PI
                }) {
            assertThat(Phases.wrap(angle)).isGreaterThanOrEqualTo(0).isLessThan(2 * Math.PI);
        }
        assertThat(Phases.wrap(-1)).isCloseTo(2 * Math.PI - 1, within(1e-15));
        assertThat(Phases.difference(0.1, 6.2)).isCloseTo(0.1 + 2 * Math.PI - 6.2, within(1e-12));
        assertThat(Phases.difference(6.2, 0.1)).isCloseTo(6.2 - 0.1 - 2 * Math.PI, within(1e-12));
    }

    @Test
    void significanceAgreesWithTheQuantilesOfRandomPhases() {
        // The 95th percentiles of r.
        assertThat(new OrderParameter(0.758, 0, 5).significance()).isCloseTo(0.05, within(0.003));
        assertThat(new OrderParameter(0.542, 0, 10).significance()).isCloseTo(0.05, within(0.002));
        assertThat(new OrderParameter(0.245, 0, 50).significance()).isCloseTo(0.05, within(0.002));
        assertThat(new OrderParameter(1, 0, 1).significance()).isEqualTo(1);
        assertThat(new OrderParameter(1, 0, 1).isDefined()).isFalse();
        assertThat(new OrderParameter(0, 0, 2).significance()).isCloseTo(1, within(1e-12));
    }

    @Test
    void significanceOfAPairIsExact() {
        Random random = new Random(4);
        int above = 0;
        int draws = 100_000;
        for (int i = 0; i < draws; i++) {
            above += (Math.abs(Math.cos(Math.PI * random.nextDouble())) >= 0.9) ? 1 : 0;
        }
        assertThat(new OrderParameter(0.9, 0, 2).significance())
                .isCloseTo((double) above / draws, within(0.005));
    }
}
