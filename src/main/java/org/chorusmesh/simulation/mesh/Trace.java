package org.chorusmesh.simulation.mesh;

import java.util.Arrays;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.simulation.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a run: order parameter, spread, number of running nodes and, in meshes of up to
 * {@link Scenario#MAX_DETAILED} nodes, every phase with its whole turns.
 */
public final class Trace {

    private static final double SETTLED_RADIANS = 0.01;

    private static final double SETTLED_ORDER = 0.01;

    private static final double MOST_UNSETTLED = 0.9;

    private static final long FNV_PRIME = 1099511628211L;

    private final int nodes;
    private double[] times = new double[256];
    private double[] orders = new double[256];
    private double[] means = new double[256];
    private double[] spreads = new double[256];
    private int[] running = new int[256];
    private double[][] phases = new double[256][];
    private int size;
    private long digest = 0xcbf29ce484222325L;

    Trace(int nodes) {
        this.nodes = nodes;
    }

    /** Adds a sample. */
    void sample(long nanos, Member[] members) {
        if (this.size == this.times.length) {
            grow();
        }
        double real = 0;
        double imaginary = 0;
        int count = 0;
        double[] wrapped = new double[this.nodes];
        for (int i = 0; i < this.nodes; i++) {
            wrapped[i] = Double.NaN;
            if (members[i].isRunning()) {
                double phase = members[i].phaseAt(nanos);
                wrapped[i] = phase;
                real += StrictMath.cos(phase);
                imaginary += StrictMath.sin(phase);
                count++;
            }
            this.digest = (this.digest ^ Double.doubleToLongBits(wrapped[i])) * FNV_PRIME;
        }
        this.times[this.size] = nanos * 1e-9;
        this.running[this.size] = count;
        this.orders[this.size] =
                (count == 0) ? Double.NaN : StrictMath.hypot(real, imaginary) / count;
        double mean = (count == 0) ? Double.NaN : StrictMath.atan2(imaginary, real);
        this.spreads[this.size] = spread(wrapped, mean);
        this.means[this.size] = mean;
        if (this.nodes <= Scenario.MAX_DETAILED) {
            this.phases[this.size] = unwrap(wrapped, nanos, members);
        }
        this.size++;
    }

    private static double spread(double[] wrapped, double mean) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double phase : wrapped) {
            if (!Double.isNaN(phase)) {
                double relative = Phases.difference(phase, mean);
                least = Math.min(least, relative);
                most = Math.max(most, relative);
            }
        }
        return (most >= least) ? most - least : Double.NaN;
    }

    private double[] unwrap(double[] wrapped, long nanos, Member[] members) {
        double[] unwrapped = wrapped.clone();
        if (this.size == 0) {
            return unwrapped;
        }
        double[] before = this.phases[this.size - 1];
        double seconds = nanos * 1e-9 - this.times[this.size - 1];
        for (int i = 0; i < this.nodes; i++) {
            if (!Double.isNaN(before[i]) && !Double.isNaN(wrapped[i])) {
                double expected = before[i] + members[i].node.rate() * seconds;
                unwrapped[i] = expected + Phases.difference(wrapped[i], expected);
            }
        }
        return unwrapped;
    }

    private void grow() {
        int length = 2 * this.times.length;
        this.times = Arrays.copyOf(this.times, length);
        this.orders = Arrays.copyOf(this.orders, length);
        this.means = Arrays.copyOf(this.means, length);
        this.spreads = Arrays.copyOf(this.spreads, length);
        this.running = Arrays.copyOf(this.running, length);
        this.phases = Arrays.copyOf(this.phases, length);
    }

    /**
     * The time from which on the state stays as it is at the end: each phase relative to the mean
     * within 0.01 rad, and r within 0.01. Seconds from the start; null if that is in the last tenth
     * of the run.
     */
    public @Nullable Double settleSeconds() {
        int last = this.size - 1;
        int since = last;
        while (since > 0 && isLike(since - 1, last)) {
            since--;
        }
        return (time(since) <= MOST_UNSETTLED * time(last)) ? Double.valueOf(time(since)) : null;
    }

    private boolean isLike(int sample, int last) {
        if (!(Math.abs(order(sample) - order(last)) <= SETTLED_ORDER)
                || running(sample) != running(last)) {
            return false;
        }
        for (int node = 0; isDetailed() && node < this.nodes; node++) {
            double then = phase(sample, node) - mean(sample);
            double now = phase(last, node) - mean(last);
            if (Math.abs(Phases.difference(then, now)) > SETTLED_RADIANS) {
                return false;
            }
        }
        return true;
    }

    /** Number of samples. */
    public int size() {
        return this.size;
    }

    /** Number of machines in a sample. */
    public int nodes() {
        return this.nodes;
    }

    /** Heap that the phases take, bytes. */
    long bytes() {
        return isDetailed() ? (long) Double.BYTES * this.nodes * this.size : 0;
    }

    /** Whether it holds every phase. */
    public boolean isDetailed() {
        return this.nodes <= Scenario.MAX_DETAILED;
    }

    /** Time of a sample, seconds from the start. */
    public double time(int sample) {
        return this.times[sample];
    }

    /** Order parameter r of the running nodes; NaN if none runs. */
    public double order(int sample) {
        return this.orders[sample];
    }

    /** The arc that holds all phases, radians; NaN if no node runs. */
    public double spread(int sample) {
        return this.spreads[sample];
    }

    /** The mean phase, radians in (−π, π]; NaN if no node runs. */
    public double mean(int sample) {
        return this.means[sample];
    }

    /** Number of running nodes. */
    public int running(int sample) {
        return this.running[sample];
    }

    /**
     * The phase of a node, radians. Whole turns are counted while it runs; NaN while it does not.
     */
    public double phase(int sample, int node) {
        return this.phases[sample][node];
    }

    /** The times of all samples, seconds from the start. */
    public double[] times() {
        return Arrays.copyOf(this.times, this.size);
    }

    /**
     * The difference of the mean phase from rotation at a constant frequency, radians, whole turns
     * counted.
     *
     * @param frequency rad/s
     */
    public double[] drift(double frequency) {
        double[] drift = new double[this.size];
        for (int s = 0; s < this.size; s++) {
            double away =
                    Phases.difference(
                            this.means[s],
                            this.means[0] + frequency * (this.times[s] - this.times[0]));
            double before = (s == 0 || Double.isNaN(drift[s - 1])) ? 0 : drift[s - 1];
            drift[s] = before + Phases.difference(away, before);
        }
        return drift;
    }

    /** Index of the first sample at or after an instant, or of the last sample. */
    public int at(double seconds) {
        int found = Arrays.binarySearch(this.times, 0, this.size, seconds - 1e-9);
        return Math.min(this.size - 1, (found >= 0) ? found : -found - 1);
    }

    /** Hash of the bits of all phases at all samples (Fowler, Noll and Vo, 1991). */
    public long digest() {
        return this.digest;
    }
}
