package org.chorusmesh.simulation.scenario;

import java.util.Arrays;
import java.util.List;
import org.chorusmesh.dynamics.Phases;

/** The phases that the nodes start at, radians. */
public sealed interface InitialPhases {

    /** One for each of n nodes. */
    double[] of(int n, Chance chance);

    /** One for each node. */
    record Listed(List<Double> radians) implements InitialPhases {

        @Override
        public double[] of(int n, Chance chance) {
            return this.radians.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /** The same for all. */
    record Equal(double radians) implements InitialPhases {

        @Override
        public double[] of(int n, Chance chance) {
            double[] theta = new double[n];
            Arrays.fill(theta, this.radians);
            return theta;
        }
    }

    /** Anywhere. */
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
     * Evenly over an arc about 0 so wide that the order parameter is r, in random order.
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

        /** n phases a step s apart: r = sin(n·s/2)/(n·sin(s/2)), falling in s up to a turn. */
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
     * At the quantiles of the wrapped Cauchy distribution about 0 whose order parameter is r, in
     * random order: the family that Ott and Antonsen (2008) solve exactly.
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
