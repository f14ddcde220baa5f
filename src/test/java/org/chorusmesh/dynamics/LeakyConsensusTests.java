package org.chorusmesh.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Tests for {@link LeakyConsensus} and {@link ComplexOrder}. */
class LeakyConsensusTests {

    private final LeakyConsensus consensus = new LeakyConsensus();

    @Test
    void withoutAnyEstimateItIsThatOfTheOscillatorAlone() {
        ComplexOrder alone = this.consensus.next(5);
        assertThat(alone.r()).isCloseTo(1, within(1e-15));
        assertThat(alone.meanPhase()).isCloseTo(5, within(1e-15));
    }

    @Test
    void keepsTheWeightedMeanAndAFiftiethOfTheOwnPhase() {
        this.consensus.add(1, new ComplexOrder(0.5, 0), 0, 1);
        this.consensus.add(0.25, new ComplexOrder(0, 0.8), -Math.PI / 2, 0.2);
        ComplexOrder next = this.consensus.next(Math.PI / 2);
        assertThat(next.real()).isCloseTo(0.98 * (0.5 + 0.25 * 0.8) / 1.25, within(1e-15));
        assertThat(next.imaginary()).isCloseTo(0.02, within(1e-15));
        this.consensus.clear();
        assertThat(this.consensus.next(0)).isEqualTo(new ComplexOrder(1, 0));
    }

    /** The estimates are 0.84 repetitions old in the mean, and lack as much of the change. */
    @Test
    void addsHowFarTheOscillatorsHaveMovedSinceTheEstimatesWereMade() {
        this.consensus.add(1, new ComplexOrder(0.5, 0), 0, 1);
        this.consensus.add(0.25, new ComplexOrder(0.5, 0), 0, 0.2);
        this.consensus.move(1, 0, Math.PI / 2);
        this.consensus.move(0.25, Math.PI, Math.PI);
        ComplexOrder next = this.consensus.next(Math.PI / 2);
        assertThat(next.real()).isCloseTo(0.98 * (0.5 - 0.84 / 1.25), within(1e-15));
        assertThat(next.imaginary()).isCloseTo(0.98 * 0.84 / 1.25 + 0.02, within(1e-15));
    }

    @Test
    void isNeverLongerThanOne() {
        this.consensus.add(1, new ComplexOrder(1, 0), 0, 1000);
        this.consensus.move(1, Math.PI, 0);
        ComplexOrder next = this.consensus.next(0);
        assertThat(next.real()).isEqualTo(1);
        assertThat(next.imaginary()).isCloseTo(0, within(1e-15));
    }

    @Test
    void aTurnedOrderIsAsLongAndFurther() {
        ComplexOrder turned = new ComplexOrder(0, -0.5).turned(3);
        assertThat(turned.r()).isCloseTo(0.5, within(1e-15));
        assertThat(turned.meanPhase()).isCloseTo(3 - Math.PI / 2, within(1e-15));
        assertThat(new ComplexOrder(1, 1e-5).r()).isEqualTo(1);
    }

    /**
     * A hundred fixed phases of a known order parameter on a ring of eight neighbours each. The
     * mean of the estimates is the order parameter, and each comes near it.
     */
    @Test
    void spreadsTheOrderOfAllOverAGraph() {
        int n = 100;
        SplittableRandom random = new SplittableRandom(7);
        double[] phases = random.doubles(n, 0, 2).toArray();
        Field field = new Field();
        ComplexOrder[] z = new ComplexOrder[n];
        for (int i = 0; i < n; i++) {
            field.add(1, phases[i], 0);
            z[i] = ComplexOrder.of(phases[i]);
        }
        for (int round = 0; round < 1000; round++) {
            ComplexOrder[] next = new ComplexOrder[n];
            for (int i = 0; i < n; i++) {
                this.consensus.clear();
                for (int j : new int[] {0, 1, -1, 7, -7, 19, -19, 43, -43}) {
                    this.consensus.add(1, z[Math.floorMod(i + j, n)], 0, 1);
                }
                next[i] = this.consensus.next(phases[i]);
            }
            z = next;
        }
        double real = 0;
        double imaginary = 0;
        for (ComplexOrder estimate : z) {
            real += estimate.real() / n;
            imaginary += estimate.imaginary() / n;
            assertThat(estimate.r()).isCloseTo(field.magnitude() / n, within(0.05));
        }
        ComplexOrder mean = new ComplexOrder(real, imaginary);
        assertThat(mean.r()).isCloseTo(field.magnitude() / n, within(1e-9));
        assertThat(mean.meanPhase()).isCloseTo(field.angle(), within(1e-9));
    }
}
