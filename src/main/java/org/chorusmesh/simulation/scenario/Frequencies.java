package org.chorusmesh.simulation.scenario;

import java.util.List;
import org.chorusmesh.settings.Setting;

/** The natural frequencies of the nodes, rad/s. */
public sealed interface Frequencies {

    /** One for each node. */
    record Listed(List<Double> radiansPerSecond) implements Frequencies {}

    /** The same for all. */
    record Equal(double radiansPerSecond) implements Frequencies {}

    /**
     * The fastest that a node takes, rad/s; a hair below, so that its conversion to Hz and back
     * stays in range.
     */
    double FASTEST = Math.nextDown(2 * Math.PI * Setting.FREQUENCY.max().doubleValue());

    /**
     * Of a distribution. What lies beyond {@link #FASTEST}, as the tails of a Lorentzian do, is put
     * there: so fast an oscillator drifts freely, however fast it is.
     *
     * @param shape which
     * @param centre its centre, rad/s
     * @param width standard deviation, half width at half maximum, or half the whole width, rad/s,
     *     ≥ 0
     * @param quantiles whether node i of n is at the quantile (i + ½)/n; else each is sampled
     */
    record Distributed(Shape shape, double centre, double width, boolean quantiles)
            implements Frequencies {}

    /** The families. */
    enum Shape {
        NORMAL,
        LORENTZ,
        UNIFORM
    }

    /** One for each of n nodes. */
    default double[] of(int n, Chance chance) {
        double[] omega = new double[n];
        for (int i = 0; i < n; i++) {
            if (this instanceof Listed listed) {
                omega[i] = listed.radiansPerSecond().get(i);
            } else if (this instanceof Equal equal) {
                omega[i] = equal.radiansPerSecond();
            } else {
                Distributed d = (Distributed) this;
                double p = d.quantiles() ? (i + 0.5) / n : Math.max(1e-12, chance.nextDouble());
                double drawn = d.centre() + d.width() * quantile(d.shape(), p);
                omega[i] = Math.max(-FASTEST, Math.min(FASTEST, drawn));
            }
        }
        return omega;
    }

    private static double quantile(Shape shape, double p) {
        return switch (shape) {
            case NORMAL -> NormalQuantile.of(p);
            case LORENTZ -> StrictMath.tan(Math.PI * (p - 0.5));
            case UNIFORM -> 2 * p - 1;
        };
    }
}
