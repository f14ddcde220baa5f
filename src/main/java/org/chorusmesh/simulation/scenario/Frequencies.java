package org.chorusmesh.simulation.scenario;

import java.util.Arrays;
import java.util.List;
import org.chorusmesh.settings.Setting;

/** The natural frequencies of the nodes, rad/s. */
public sealed interface Frequencies {

    /**
     * The fastest that a node takes, rad/s; a hair below, so that its conversion to Hz and back
     * stays in range.
     */
    double FASTEST = Math.nextDown(2 * Math.PI * Setting.FREQUENCY.max().doubleValue());

    /** One for each of n nodes. */
    double[] of(int n, Chance chance);

    /** One for each node. */
    record Listed(List<Double> radiansPerSecond) implements Frequencies {

        @Override
        public double[] of(int n, Chance chance) {
            return this.radiansPerSecond.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /** The same for all. */
    record Equal(double radiansPerSecond) implements Frequencies {

        @Override
        public double[] of(int n, Chance chance) {
            double[] omega = new double[n];
            Arrays.fill(omega, this.radiansPerSecond);
            return omega;
        }
    }

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
            implements Frequencies {

        @Override
        public double[] of(int n, Chance chance) {
            double[] omega = new double[n];
            for (int i = 0; i < n; i++) {
                double p = this.quantiles ? (i + 0.5) / n : Math.max(1e-12, chance.nextDouble());
                omega[i] = clipped(this.centre + this.width * this.shape.quantile(p));
            }
            return omega;
        }
    }

    /** The families. */
    enum Shape {
        NORMAL {
            @Override
            double quantile(double p) {
                return NormalQuantile.of(p);
            }
        },
        LORENTZ {
            @Override
            double quantile(double p) {
                return StrictMath.tan(Math.PI * (p - 0.5));
            }
        },
        UNIFORM {
            @Override
            double quantile(double p) {
                return 2 * p - 1;
            }
        };

        /** The x below which a probability p lies, for centre 0 and width 1. */
        abstract double quantile(double p);
    }

    /** The frequency nearest to one that a node takes, rad/s. */
    static double clipped(double radiansPerSecond) {
        return Math.max(-FASTEST, Math.min(FASTEST, radiansPerSecond));
    }
}
