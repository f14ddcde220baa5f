package org.chorusmesh.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link LockingRange}. */
class LockingRangeTests {

    @Test
    void isTheCouplingForAPair() {
        assertThat(LockingRange.of(2.5, 2)).isCloseTo(2.5, within(1e-12));
        assertThat(LockingRange.of(2.5, 1)).as("of peers with little weight").isEqualTo(2.5);
        assertThat(LockingRange.of(0, 2)).isZero();
    }

    @Test
    void comesNearTwiceTheCouplingForMany() {
        assertThat(LockingRange.of(3, 1e6)).isCloseTo(6, within(1e-4));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 10, 100})
    void isTheGreatestPullOnTwoOscillatorsTowardsEachOther(int oscillators) {
        double greatest = 0;
        for (double difference = 0; difference < Math.PI; difference += 1e-3) {
            for (double others = 0; others < Math.PI; others += 1e-2) {
                greatest = Math.max(greatest, pull(oscillators, difference, others));
            }
            greatest = Math.max(greatest, pull(oscillators, difference, difference / 2));
        }
        assertThat(LockingRange.of(1, oscillators)).isCloseTo(greatest, within(1e-6));
    }

    /**
     * By the equations, of one at 0 and one at a difference, with the others together elsewhere.
     */
    private static double pull(int oscillators, double difference, double others) {
        int rest = oscillators - 2;
        double forward = Math.sin(difference) + rest * Math.sin(others);
        double back = Math.sin(-difference) + rest * Math.sin(others - difference);
        return (forward - back) / oscillators;
    }
}
