package org.chorusmesh.dynamics;

import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Which of N oscillators of a full mesh stay locked where the coupling is too low for all: a group
 * with |Ω| ≤ K·r for each, where r = (1/N)·Σ √(1 − Ω²/(K·r)²) over the group alone and Ω is what a
 * natural frequency is above the group's mean (Kuramoto, 1975: those that drift pull as often one
 * way as the other). Without lag and without noise.
 *
 * <p>The furthest from the mean is left out first. Where two groups could lock, this finds one.
 */
public final class LockedGroup {

    private static final int HALVINGS = 60;

    private final double[] sorted;

    /** K/N. */
    private final double pull;

    private LockedGroup(double[] sorted, double coupling) {
        this.sorted = sorted;
        this.pull = coupling / sorted.length;
    }

    /**
     * The group, by the places in the array; empty where no two can lock.
     *
     * @param naturalFrequencies ω, rad/s, finite, in any order
     * @param coupling K, rad/s, ≥ 0
     */
    public static BitSet of(double[] naturalFrequencies, double coupling) {
        int[] places =
                IntStream.range(0, naturalFrequencies.length)
                        .boxed()
                        .sorted(
                                (one, other) ->
                                        Double.compare(
                                                naturalFrequencies[one], naturalFrequencies[other]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double[] sorted =
                IntStream.of(places).mapToDouble((place) -> naturalFrequencies[place]).toArray();
        return new LockedGroup(sorted, coupling).find(places);
    }

    private BitSet find(int[] places) {
        int first = 0;
        int last = this.sorted.length - 1;
        double sum = 0;
        for (double frequency : this.sorted) {
            sum += frequency;
        }
        while (first < last) {
            double mean = sum / (last - first + 1);
            if (locks(first, last, mean)) {
                BitSet group = new BitSet();
                IntStream.rangeClosed(first, last).map((i) -> places[i]).forEach(group::set);
                return group;
            }
            boolean above = this.sorted[last] - mean > mean - this.sorted[first];
            sum -= above ? this.sorted[last--] : this.sorted[first++];
        }
        return new BitSet();
    }

    /**
     * Whether some u = K·r holds a part of the oscillators: K/N·Σ √(1 − Ω²/u²) − u is concave in u,
     * and some u of at least the greatest |Ω| must not leave it below 0.
     */
    private boolean locks(int first, int last, double mean) {
        double low = Math.max(this.sorted[last] - mean, mean - this.sorted[first]);
        double high = this.pull * (last - first + 1);
        if (low > high || high == 0) {
            return false;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double u = (low + high) / 2;
            double excess = -u;
            double slope = -1;
            for (int k = first; k <= last; k++) {
                double detuning = this.sorted[k] - mean;
                double root = CriticalCoupling.root(detuning, u);
                excess += this.pull * root;
                slope += this.pull * detuning * detuning / (u * u * u * root);
            }
            if (excess >= 0) {
                return true;
            }
            double reach = (slope > 0) ? high - u : u - low;
            if (excess + Math.abs(slope) * reach < 0) {
                // Not even the tangent comes up to 0.
                return false;
            }
            if (slope > 0) {
                low = u;
            } else {
                high = u;
            }
        }
        return false;
    }
}
