package org.chorusmesh.simulation.scenario;

import java.util.Arrays;
import java.util.List;
import org.chorusmesh.settings.Setting;

/** The natural frequencies of the nodes, rad/s. */
public sealed interface Frequencies {

    /**
     * The highest frequency of a node, rad/s. It is the next double below the bound, so that
     * conversion to Hz and back stays in range.
     */
    double FASTEST = Math.nextDown(2 * Math.PI * Setting.FREQUENCY.max().doubleValue());

    /** The frequencies of n nodes, rad/s. */
    double[] of(int n, Chance chance);

    /** A listed value for each node. */
    record Listed(List<Double> radiansPerSecond) implements Frequencies {

        @Override
        public double[] of(int n, Chance chance) {
            return this.radiansPerSecond.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /** The same value for all nodes. */
    record Equal(double radiansPerSecond) implements Frequencies {

        @Override
        public double[] of(int n, Chance chance) {
            double[] omega = new double[n];
            Arrays.fill(omega, this.radiansPerSecond);
            return omega;
        }
    }

    /**
     * Values of a distribution. Values beyond ±{@link #FASTEST}, as in the tails of a Lorentzian,
     * are set to that bound: an oscillator that fast drifts freely, however fast it is.
     *
     * @param shape the family
     * @param centre its centre, rad/s
     * @param width standard deviation, half width at half maximum, or half the whole width, rad/s,
     *     ≥ 0
     * @param quantiles whether node i of n gets the quantile (i + ½)/n; else each value is drawn
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

    /** Families of distributions. */
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

        /** The quantile of a probability p, for centre 0 and width 1. */
        abstract double quantile(double p);
    }

    /** The nearest frequency within ±{@link #FASTEST}, rad/s. */
    static double clipped(double radiansPerSecond) {
        return Math.max(-FASTEST, Math.min(FASTEST, radiansPerSecond));
    }
}
