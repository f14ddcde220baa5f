package org.chorusmesh.simulation.mesh;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.chorusmesh.dynamics.Phases;

/**
 * The exact Kuramoto equations on a graph, in which each oscillator knows the present phases of its
 * neighbours:
 *
 * <pre>dθ_i/dt = ω_i + K/(1 + k_i)·Σ sin(θ_j − θ_i − α)</pre>
 *
 * (Kuramoto, 1975), integrated by the classical method of Runge (1895) and Kutta (1901). This is
 * the reference for a simulated mesh. It shares no code with the node.
 */
public final class MeanField {

    /** Frequencies that differ by less than this are locked, rad/s. */
    private static final double LOCKED_SPREAD = 1e-5;

    private final int[][] neighbours;
    private final double[] omega;
    private final double coupling;
    private final double[] sinLags;
    private final double[] cosLags;
    private final boolean full;
    private final double[][] stages;
    private final double[] at;
    private final double[] sines;
    private final double[] cosines;

    /**
     * Oscillators with one common lag.
     *
     * @param neighbours indices of the neighbours of each
     * @param omega natural frequencies, rad/s
     * @param coupling K, rad/s
     * @param lag α, radians
     */
    public MeanField(int[][] neighbours, double[] omega, double coupling, double lag) {
        this(neighbours, omega, coupling, DoubleStream.generate(() -> lag).limit(omega.length));
    }

    /**
     * Oscillators with individual lags.
     *
     * @param lags α of each, radians
     */
    public MeanField(int[][] neighbours, double[] omega, double coupling, DoubleStream lags) {
        this.neighbours = neighbours;
        this.omega = omega;
        this.coupling = coupling;
        double[] each = lags.toArray();
        this.sinLags = Arrays.stream(each).map(StrictMath::sin).toArray();
        this.cosLags = Arrays.stream(each).map(StrictMath::cos).toArray();
        int n = omega.length;
        this.full = Arrays.stream(neighbours).allMatch((list) -> list.length == n - 1);
        this.stages = new double[4][n];
        this.at = new double[n];
        this.sines = new double[n];
        this.cosines = new double[n];
    }

    /** dθ/dt of each oscillator, rad/s. */
    public double[] rates(double[] theta) {
        double[] rates = new double[theta.length];
        rates(theta, rates);
        return rates;
    }

    private void rates(double[] theta, double[] into) {
        int n = theta.length;
        double sumCos = 0;
        double sumSin = 0;
        for (int i = 0; i < n; i++) {
            this.sines[i] = StrictMath.sin(theta[i]);
            this.cosines[i] = StrictMath.cos(theta[i]);
            sumSin += this.sines[i];
            sumCos += this.cosines[i];
        }
        for (int i = 0; i < n; i++) {
            double real = sumCos - this.cosines[i];
            double imaginary = sumSin - this.sines[i];
            if (!this.full) {
                real = 0;
                imaginary = 0;
                for (int j : this.neighbours[i]) {
                    real += this.cosines[j];
                    imaginary += this.sines[j];
                }
            }
            double sine = imaginary * this.cosines[i] - real * this.sines[i];
            double cosine = real * this.cosines[i] + imaginary * this.sines[i];
            into[i] =
                    this.omega[i]
                            + this.coupling
                                    / (1 + this.neighbours[i].length)
                                    * (sine * this.cosLags[i] - cosine * this.sinLags[i]);
        }
    }

    /** Advances all phases by one step of the fourth order. */
    public void step(double[] theta, double seconds) {
        double[] before = theta.clone();
        rates(before, this.stages[0]);
        for (int s = 1; s < 4; s++) {
            double h = (s == 3) ? seconds : seconds / 2;
            for (int i = 0; i < theta.length; i++) {
                this.at[i] = before[i] + h * this.stages[s - 1][i];
            }
            rates(this.at, this.stages[s]);
        }
        for (int i = 0; i < theta.length; i++) {
            theta[i] +=
                    seconds
                            / 6
                            * (this.stages[0][i]
                                    + 2 * this.stages[1][i]
                                    + 2 * this.stages[2][i]
                                    + this.stages[3][i]);
        }
    }

    /**
     * The locked phases relative to their mean, radians; null if the oscillators do not lock within
     * a time. They are locked once all frequencies are equal to within 10⁻⁵ rad/s.
     */
    public double @org.jspecify.annotations.Nullable [] locked(
            double[] theta, double withinSeconds) {
        double[] state = theta.clone();
        double h = stepSeconds();
        for (double t = 0; t < withinSeconds; t += h) {
            step(state, h);
            if (spread(this.stages[0]) < LOCKED_SPREAD) {
                return relative(state);
            }
        }
        return null;
    }

    /**
     * Whether a small displacement of an oscillator decides which way round it goes to the others.
     * This is so near antiphase or, with a lag, near the phase to which the lag shifts it.
     *
     * @param within the displacement that is tried either way, radians
     */
    public boolean goesEitherWay(
            double[] theta, int oscillator, double within, double withinSeconds) {
        return Math.abs(
                        comesTo(theta, oscillator, within, withinSeconds)
                                - comesTo(theta, oscillator, -within, withinSeconds))
                > Math.PI;
    }

    /**
     * How far an oscillator moves relative to the mean of the others until all are locked, radians.
     */
    private double comesTo(double[] theta, int oscillator, double moved, double withinSeconds) {
        double[] state = theta.clone();
        state[oscillator] += moved;
        double h = stepSeconds();
        for (double t = 0; t < withinSeconds; t += h) {
            step(state, h);
            if (spread(this.stages[0]) < LOCKED_SPREAD) {
                break;
            }
        }
        double others = 0;
        for (int i = 0; i < state.length; i++) {
            others += (i == oscillator) ? 0 : (state[i] - theta[i]) / (state.length - 1);
        }
        return state[oscillator] - theta[oscillator] - others;
    }

    private static double spread(double[] rates) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double rate : rates) {
            least = Math.min(least, rate);
            most = Math.max(most, rate);
        }
        return most - least;
    }

    /**
     * The way to a locked pattern.
     *
     * @param seconds time until all oscillators are within a distance of the pattern
     * @param furthestRadians largest distance of an oscillator from the mean phase on the way
     */
    public record Way(double seconds, double furthestRadians) {}

    /** Integrates the way from some phases to a locked pattern, for a limited time. */
    public Way way(double[] theta, double[] locked, double within, double atMostSeconds) {
        double[] state = theta.clone();
        double h = stepSeconds();
        double furthest = 0;
        double t = 0;
        while (t < atMostSeconds && distance(state, locked) > within) {
            for (double phase : relative(state)) {
                furthest = Math.max(furthest, Math.abs(phase));
            }
            step(state, h);
            t += h;
        }
        return new Way(t, furthest);
    }

    private double stepSeconds() {
        double fastest = this.coupling;
        for (double frequency : this.omega) {
            fastest = Math.max(fastest, Math.abs(frequency - this.omega[0]));
        }
        return Math.min(0.02, 0.1 / Math.max(1e-9, fastest));
    }

    /** Each phase minus the mean phase, radians in [−π, π]. */
    public static double[] relative(double[] theta) {
        double real = 0;
        double imaginary = 0;
        for (double phase : theta) {
            real += StrictMath.cos(phase);
            imaginary += StrictMath.sin(phase);
        }
        double mean = StrictMath.atan2(imaginary, real);
        return Arrays.stream(theta).map((phase) -> Phases.difference(phase, mean)).toArray();
    }

    /** The largest distance of a phase from a pattern, both relative to their mean, radians. */
    public static double distance(double[] theta, double[] pattern) {
        double[] relative = relative(theta);
        double most = 0;
        for (int i = 0; i < theta.length; i++) {
            most = Math.max(most, Math.abs(Phases.difference(relative[i], pattern[i])));
        }
        return most;
    }
}
