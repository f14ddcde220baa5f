package org.chorusmesh.simulation.scenario;

import java.util.Arrays;
import java.util.List;
import org.chorusmesh.dynamics.Phases;

/** The initial phases of the nodes, radians. */
public sealed interface InitialPhases {

    /** The phases of n nodes, radians. */
    double[] of(int n, Chance chance);

    /** A listed phase for each node. */
    record Listed(List<Double> radians) implements InitialPhases {

        @Override
        public double[] of(int n, Chance chance) {
            return this.radians.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /** The same phase for all nodes. */
    record Equal(double radians) implements InitialPhases {

        @Override
        public double[] of(int n, Chance chance) {
            double[] theta = new double[n];
            Arrays.fill(theta, this.radians);
            return theta;
        }
    }

    /** Uniformly random phases. */
    record Random() implements InitialPhases {

        @Override
        public double[] of(int n, Chance chance) {
            double[] theta = new double[n];
            for (int i = 0; i < n; i++) {
                theta[i] = chance.nextDouble() * Phases.TURN;
            }
            return theta;
        }
    }

    /**
     * Evenly spaced phases over an arc about 0, in random order. The arc is so wide that the order
     * parameter is r.
     *
     * @param r 0 … 1
     */
    record Order(double r) implements InitialPhases {

        @Override
        public double[] of(int n, Chance chance) {
            double apart = apart(n);
            int[] places = chance.order(n);
            double[] theta = new double[n];
            for (int i = 0; i < n; i++) {
                theta[i] = (places[i] - (n - 1) / 2.0) * apart;
            }
            return theta;
        }

        /**
         * The spacing s of n phases for which r = sin(n·s/2)/(n·sin(s/2)). The right side falls
         * with s, up to a turn in all.
         */
        private double apart(int n) {
            double low = 0;
            double high = Phases.TURN / n;
            for (int i = 0; i < 100; i++) {
                double middle = (low + high) / 2;
                double order =
                        (middle == 0)
                                ? 1
                                : StrictMath.sin(n * middle / 2) / (n * StrictMath.sin(middle / 2));
                if (order > this.r) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    /**
     * Quantiles of the wrapped Cauchy distribution about 0 whose order parameter is r, in random
     * order. Ott and Antonsen (2008) solve this family exactly.
     *
     * @param r 0 … 1
     */
    record WrappedCauchy(double r) implements InitialPhases {

        @Override
        public double[] of(int n, Chance chance) {
            int[] places = chance.order(n);
            double[] theta = new double[n];
            for (int i = 0; i < n; i++) {
                double p = (places[i] + 0.5) / n;
                theta[i] =
                        2
                                * StrictMath.atan(
                                        (1 - this.r)
                                                / (1 + this.r)
                                                * StrictMath.tan(Math.PI * (p - 0.5)));
            }
            return theta;
        }
    }
}
