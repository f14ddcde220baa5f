package org.chorusmesh.simulation.scenario;

/**
 * The quantile function of the standard normal distribution. Solves for it by Newton's method with
 * bisection as a safeguard. The upper tail is a series for small x and a continued fraction for
 * large x (Abramowitz and Stegun, 1964, 26.2.10 and 26.2.14).
 */
final class NormalQuantile {

    private static final double SQRT_TWO_PI = StrictMath.sqrt(2 * Math.PI);

    private static final int NEWTON_STEPS = 60;

    private NormalQuantile() {}

    /**
     * The x with P(X ≤ x) = p.
     *
     * @param p in (0, 1)
     */
    static double of(double p) {
        if (p == 0.5) {
            return 0;
        }
        double tail = Math.min(p, 1 - p);
        double low = 0;
        double high = 40;
        double x = 1;
        for (int i = 0; i < NEWTON_STEPS; i++) {
            double excess = upperTail(x) - tail;
            if (excess > 0) {
                low = x;
            } else {
                high = x;
            }
            double next = x + excess / density(x);
            next = (next > low && next < high) ? next : (low + high) / 2;
            if (Math.abs(next - x) < 1e-15 * x) {
                break;
            }
            x = next;
        }
        return (p < 0.5) ? -x : x;
    }

    private static double density(double x) {
        return StrictMath.exp(-x * x / 2) / SQRT_TWO_PI;
    }

    /** P(X > x) for x ≥ 0. */
    static double upperTail(double x) {
        if (x < 2.5) {
            double term = x;
            double sum = x;
            for (int k = 1; k < 200 && Math.abs(term) > 1e-18; k++) {
                term *= x * x / (2 * k + 1);
                sum += term;
            }
            return 0.5 - density(x) * sum;
        }
        double fraction = x;
        for (int k = 120; k >= 1; k--) {
            fraction = x + k / fraction;
        }
        return density(x) / fraction;
    }
}
