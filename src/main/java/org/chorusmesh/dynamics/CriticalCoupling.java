package org.chorusmesh.dynamics;

import java.util.Arrays;

/**
 * The coupling from which on all of N oscillators of a full mesh can lock, without lag and without
 * noise: Kc = N·u / Σ √(1 − Ω²/u²), where 2·Σ √(1 − Ω²/u²) = Σ 1/√(1 − Ω²/u²) and Ω is what a
 * natural frequency is above their mean (Mirollo and Strogatz, 2005; Pazó, 2005; Verwoerd and
 * Mason, 2008). At Kc, u is K·r.
 */
public final class CriticalCoupling {

    /** Halvings of the bracket, which leave no digit of a double in doubt. */
    private static final int HALVINGS = 54;

    private CriticalCoupling() {}

    /**
     * Kc, rad/s: 0 for identical oscillators, for one and for none.
     *
     * @param naturalFrequencies ω, rad/s, finite, in any order
     */
    public static double of(double... naturalFrequencies) {
        double mean = Arrays.stream(naturalFrequencies).average().orElse(0);
        double[] detunings =
                Arrays.stream(naturalFrequencies).map((omega) -> omega - mean).toArray();
        double greatest = Arrays.stream(detunings).map(Math::abs).max().orElse(0);
        if (greatest == 0) {
            return 0;
        }
        // The roots are all 0 at the most at the lower end, and all √½ at the least at the upper.
        double low = greatest;
        double high = Math.sqrt(2) * greatest;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (isBelow(detunings, middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double sum = 0;
        for (double detuning : detunings) {
            sum += root(detuning, high);
        }
        return detunings.length * high / sum;
    }

    /** √(1 − Ω²/u²), exact where Ω is close to u. */
    static double root(double detuning, double u) {
        double sine = detuning / u;
        return Math.sqrt((1 - sine) * (1 + sine));
    }

    /** Whether u is less than the solution; the left side grows with it and the right one falls. */
    private static boolean isBelow(double[] detunings, double u) {
        double excess = 0;
        for (double detuning : detunings) {
            double root = root(detuning, u);
            excess += 2 * root - 1 / root;
        }
        return excess < 0;
    }
}
