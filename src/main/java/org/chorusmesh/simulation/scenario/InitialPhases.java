package org.chorusmesh.simulation.scenario;

import java.util.List;
import org.chorusmesh.dynamics.Phases;

/** The phases that the nodes start at, radians. */
public sealed interface InitialPhases {

    /** One for each node. */
    record Listed(List<Double> radians) implements InitialPhases {}

    /** The same for all. */
    record Equal(double radians) implements InitialPhases {}

    /** Anywhere. */
    record Random() implements InitialPhases {}

    /**
     * Evenly over an arc about 0 so wide that the order parameter is r, in random order.
     *
     * @param r 0 … 1
     */
    record Order(double r) implements InitialPhases {}

    /**
     * At the quantiles of the wrapped Cauchy distribution about 0 whose order parameter is r, in
     * random order: the family that Ott and Antonsen (2008) solve exactly.
     *
     * @param r 0 … 1
     */
    record WrappedCauchy(double r) implements InitialPhases {}

    /** One for each of n nodes. */
    default double[] of(int n, Chance chance) {
        double[] theta = new double[n];
        if (this instanceof Order order) {
            return arc(n, order.r(), chance);
        }
        if (this instanceof WrappedCauchy cauchy) {
            return wrappedCauchy(n, cauchy.r(), chance);
        }
        for (int i = 0; i < n; i++) {
            if (this instanceof Listed listed) {
                theta[i] = listed.radians().get(i);
            } else if (this instanceof Equal equal) {
                theta[i] = equal.radians();
            } else {
                theta[i] = chance.nextDouble() * Phases.TURN;
            }
        }
        return theta;
    }

    private static double[] arc(int n, double r, Chance chance) {
        double low = 0;
        double high = Phases.TURN / n;
        // n phases a step s apart: r = sin(n·s/2)/(n·sin(s/2)), falling in s up to a whole turn.
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            double order =
                    (middle == 0)
                            ? 1
                            : StrictMath.sin(n * middle / 2) / (n * StrictMath.sin(middle / 2));
            if (order > r) {
                low = middle;
            } else {
                high = middle;
            }
        }
        int[] places = places(n, chance);
        double[] theta = new double[n];
        for (int i = 0; i < n; i++) {
            theta[i] = (places[i] - (n - 1) / 2.0) * low;
        }
        return theta;
    }

    private static double[] wrappedCauchy(int n, double r, Chance chance) {
        int[] places = places(n, chance);
        double[] theta = new double[n];
        for (int i = 0; i < n; i++) {
            double p = (places[i] + 0.5) / n;
            theta[i] = 2 * StrictMath.atan((1 - r) / (1 + r) * StrictMath.tan(Math.PI * (p - 0.5)));
        }
        return theta;
    }

    private static int[] places(int n, Chance chance) {
        int[] places = new int[n];
        for (int i = 0; i < n; i++) {
            places[i] = i;
        }
        chance.shuffle(places);
        return places;
    }
}
