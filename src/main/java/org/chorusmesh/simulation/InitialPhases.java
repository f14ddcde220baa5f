package org.chorusmesh.simulation;

import java.util.List;
import org.chorusmesh.dynamics.Phases;

/** The phases that the nodes start at, radians. */
sealed interface InitialPhases {

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

    /** One for each of n nodes. */
    default double[] of(int n, Chance chance) {
        double[] theta = new double[n];
        if (this instanceof Order order) {
            return arc(n, order.r(), chance);
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
        int[] places = new int[n];
        for (int i = 0; i < n; i++) {
            places[i] = i;
        }
        chance.shuffle(places);
        double[] theta = new double[n];
        for (int i = 0; i < n; i++) {
            theta[i] = (places[i] - (n - 1) / 2.0) * low;
        }
        return theta;
    }
}
