package org.chorusmesh.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.chorusmesh.ForAll;
import org.instancio.Random;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Tests for {@link CriticalCoupling} and {@link LockedGroup}. */
@ExtendWith(InstancioExtension.class)
class CriticalCouplingTests {

    @Test
    void isThatOfTheReferenceCases() {
        for (JsonNode ensemble : TheoryCases.of("finite_ensemble")) {
            double[] frequencies = TheoryCases.doubles(ensemble.get("omega"));
            assertThat(CriticalCoupling.of(frequencies))
                    .isCloseTo(ensemble.get("Kc").doubleValue(), within(1e-12));
        }
    }

    @Test
    void isZeroForIdenticalOscillators() {
        assertThat(CriticalCoupling.of()).isZero();
        assertThat(CriticalCoupling.of(3)).isZero();
        assertThat(CriticalCoupling.of(3, 3, 3, 3)).isZero();
    }

    @Test
    void isTheDifferenceOfAPair() {
        assertThat(CriticalCoupling.of(6.1, 8.6)).isCloseTo(2.5, within(1e-12));
    }

    @Test
    void holdsForOneFarFromManyOthers() {
        for (int count : new int[] {10, 1000, 100_000}) {
            double[] frequencies = new double[count];
            frequencies[0] = 1;
            double critical = CriticalCoupling.of(frequencies);
            // The others stay together, so that they and the one are a pair of K(N − 1)/N and K/N.
            assertThat(critical).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void dependsOnDifferencesAloneAndScalesWithThem(@Given(ForAll.class) Random random) {
        ForAll.holds(
                200,
                random,
                CriticalCouplingTests::frequencies,
                (frequencies) -> {
                    double critical = CriticalCoupling.of(frequencies);
                    double[] moved =
                            Arrays.stream(frequencies).map((omega) -> 7 - 3 * omega).toArray();
                    assertThat(CriticalCoupling.of(moved))
                            .isCloseTo(3 * critical, within(1e-9 * (1 + critical)));
                });
    }

    @Test
    void allLockAboveItAndNotAllBelow(@Given(ForAll.class) Random random) {
        ForAll.holds(
                20,
                random,
                CriticalCouplingTests::frequencies,
                (frequencies) -> {
                    double critical = CriticalCoupling.of(frequencies);
                    assertThat(spread(meanRates(frequencies, 1.05 * critical)))
                            .isLessThan(1e-3 * critical);
                    assertThat(spread(meanRates(frequencies, 0.9 * critical)))
                            .isGreaterThan(1e-2 * critical);
                });
    }

    @Test
    void theGroupHasAllNodesFromTheCriticalCouplingOn(@Given(ForAll.class) Random random) {
        ForAll.holds(
                200,
                random,
                CriticalCouplingTests::frequencies,
                (frequencies) -> {
                    double critical = CriticalCoupling.of(frequencies);
                    assertThat(LockedGroup.of(frequencies, critical * (1 + 1e-9)).cardinality())
                            .isEqualTo(frequencies.length);
                    assertThat(LockedGroup.of(frequencies, critical * (1 - 1e-9)).cardinality())
                            .isLessThan(frequencies.length);
                });
    }

    @Test
    void theGroupHoldsThoseThatTurnTogether() {
        double[] frequencies = {6.3, 9, 6.2, 6.4, 6.25, 1.5};
        assertThat(LockedGroup.of(frequencies, 1)).hasToString("{0, 2, 3, 4}");
        double[] rates = meanRates(frequencies, 1);
        assertThat(spread(new double[] {rates[0], rates[2], rates[3], rates[4]})).isLessThan(1e-2);
        assertThat(Math.abs(rates[1] - rates[0])).isGreaterThan(1);
        assertThat(Math.abs(rates[5] - rates[0])).isGreaterThan(1);
    }

    @Test
    void noNodeLocksWithoutCouplingOrFarApart() {
        assertThat(LockedGroup.of(new double[] {1, 2, 3}, 0).isEmpty()).isTrue();
        assertThat(LockedGroup.of(new double[] {1, 1}, 0).isEmpty()).isTrue();
        assertThat(LockedGroup.of(new double[] {1, 2, 3}, 0.1).isEmpty()).isTrue();
        assertThat(LockedGroup.of(new double[] {1, 1, 3}, 0.1)).hasToString("{0, 1}");
        assertThat(LockedGroup.of(new double[0], 1).isEmpty()).isTrue();
    }

    private static double[] frequencies(Random random) {
        double[] frequencies = new double[random.intRange(2, 9)];
        Arrays.setAll(frequencies, (i) -> random.doubleRange(-1, 1));
        frequencies[0] = 1.5;
        return frequencies;
    }

    private static double spread(double[] values) {
        return Arrays.stream(values).max().orElseThrow()
                - Arrays.stream(values).min().orElseThrow();
    }

    /** By the equations, integrated from phases that are together: over the second half. */
    private static double[] meanRates(double[] frequencies, double coupling) {
        double seconds = 400 / coupling;
        double h = 0.05 / coupling;
        double[] phases = new double[frequencies.length];
        double[] atHalf = null;
        int steps = (int) (seconds / h);
        for (int i = 0; i < steps; i++) {
            if (i == steps / 2) {
                atHalf = phases.clone();
            }
            phases = rungeKutta(phases, frequencies, coupling, h);
        }
        double[] rates = new double[frequencies.length];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = (phases[i] - atHalf[i]) / ((steps - steps / 2) * h);
        }
        return rates;
    }

    private static double[] rungeKutta(double[] phases, double[] frequencies, double k, double h) {
        double[] first = rates(phases, frequencies, k);
        double[] second = rates(plus(phases, first, h / 2), frequencies, k);
        double[] third = rates(plus(phases, second, h / 2), frequencies, k);
        double[] fourth = rates(plus(phases, third, h), frequencies, k);
        double[] next = phases.clone();
        for (int i = 0; i < next.length; i++) {
            next[i] += h / 6 * (first[i] + 2 * second[i] + 2 * third[i] + fourth[i]);
        }
        return next;
    }

    private static double[] plus(double[] phases, double[] rates, double seconds) {
        double[] sum = phases.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += rates[i] * seconds;
        }
        return sum;
    }

    private static double[] rates(double[] phases, double[] frequencies, double coupling) {
        double[] rates = new double[phases.length];
        for (int i = 0; i < rates.length; i++) {
            double sum = 0;
            for (double phase : phases) {
                sum += Math.sin(phase - phases[i]);
            }
            rates[i] = frequencies[i] + coupling / phases.length * sum;
        }
        return rates;
    }
}
