package org.chorusmesh.simulation.mesh;

import java.util.Arrays;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.simulation.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * The mesh as it was looked at from time to time: order parameter, spread, how many ran and, of
 * meshes that are not too large, every phase, whole turns counted.
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

    /** Looks at the mesh. */
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
     * Since when nothing has changed any more: the phases relative to their mean or, where they
     * were not kept, r. Null if that was in the last tenth of the run.
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

    /** How many looks there were. */
    public int size() {
        return this.size;
    }

    /** How many machines were looked at. */
    public int nodes() {
        return this.nodes;
    }

    /** What the phases kept take of the heap, bytes. */
    long bytes() {
        return isDetailed() ? (long) Double.BYTES * this.nodes * this.size : 0;
    }

    /** Whether every phase was kept. */
    public boolean isDetailed() {
        return this.nodes <= Scenario.MAX_DETAILED;
    }

    /** Seconds from the start. */
    public double time(int sample) {
        return this.times[sample];
    }

    /** r of those that ran; NaN where nobody did. */
    public double order(int sample) {
        return this.orders[sample];
    }

    /** The arc that holds all phases, radians; NaN where nobody ran. */
    public double spread(int sample) {
        return this.spreads[sample];
    }

    /** The mean phase, radians in (−π, π]. */
    public double mean(int sample) {
        return this.means[sample];
    }

    /** How many nodes ran. */
    public int running(int sample) {
        return this.running[sample];
    }

    /** A phase, turns counted while its node ran; NaN while it did not. */
    public double phase(int sample, int node) {
        return this.phases[sample][node];
    }

    /** All instants, seconds. */
    public double[] times() {
        return Arrays.copyOf(this.times, this.size);
    }

    /**
     * How far the mean phase has come away from turning at a frequency, radians, whole turns
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

    /** The first sample at or after an instant. */
    public int at(double seconds) {
        int found = Arrays.binarySearch(this.times, 0, this.size, seconds - 1e-9);
        return Math.min(this.size - 1, (found >= 0) ? found : -found - 1);
    }

    /** The bits of all phases at all samples, digested (Fowler, Noll and Vo, 1991). */
    public long digest() {
        return this.digest;
    }
}
