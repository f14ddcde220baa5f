package org.chorusmesh.measure;

import org.chorusmesh.dynamics.Phases;

/**
 * The mean-field solution for equal natural frequencies, by Runge and Kutta's method with steps of
 * 0.1 ms.
 */
final class MeanField {

    private static final double STEP_SECONDS = 1e-4;

    private MeanField() {}

    /** How long it takes until all are within some distance of each other, seconds. */
    static double secondsUntil(double[] phases, double coupling, double spread) {
        double[] theta = phases.clone();
        double seconds = 0;
        while (spreadOf(theta) > spread && seconds < 60) {
            theta = step(theta, coupling);
            seconds += STEP_SECONDS;
        }
        return seconds;
    }

    private static double[] step(double[] y, double coupling) {
        double[] k1 = rates(y, coupling);
        double[] k2 = rates(plus(y, k1, STEP_SECONDS / 2), coupling);
        double[] k3 = rates(plus(y, k2, STEP_SECONDS / 2), coupling);
        double[] k4 = rates(plus(y, k3, STEP_SECONDS), coupling);
        double[] next = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            next[i] = y[i] + STEP_SECONDS / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
        }
        return next;
    }

    private static double[] plus(double[] y, double[] k, double h) {
        double[] sum = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            sum[i] = y[i] + h * k[i];
        }
        return sum;
    }

    private static double[] rates(double[] theta, double coupling) {
        double[] rates = new double[theta.length];
        for (int i = 0; i < theta.length; i++) {
            for (double other : theta) {
                rates[i] += coupling / theta.length * Math.sin(other - theta[i]);
            }
        }
        return rates;
    }

    static double spreadOf(double[] theta) {
        double spread = 0;
        for (double a : theta) {
            for (double b : theta) {
                spread = Math.max(spread, Math.abs(Phases.difference(a, b)));
            }
        }
        return spread;
    }
}
