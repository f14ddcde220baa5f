package org.chorusmesh.simulation.scenario;

import java.util.random.RandomGenerator;
import org.chorusmesh.dynamics.Phases;

/**
 * The random generator of the simulator: SplitMix64 (Steele, Lea and Flood, 2014) in integer
 * arithmetic, so that a seed gives the same draws on every platform and Java version.
 */
public final class Chance implements RandomGenerator {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private static final double ULP = 0x1.0p-53;

    private long state;

    /** Creates a generator from a seed. */
    public Chance(long seed) {
        this.state = seed;
    }

    @Override
    public long nextLong() {
        this.state += GAMMA;
        long z = this.state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, 1). */
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * ULP;
    }

    /**
     * Creates an independent generator for one part of a run, so that the draws of one part do not
     * change those of another.
     */
    public Chance fork() {
        return new Chance(nextLong());
    }

    /** Uniform in 0 … bound − 1. */
    public int below(int bound) {
        return (int) (nextDouble() * bound);
    }

    /** Uniform in [from, to). */
    public double between(double from, double to) {
        return from + (to - from) * nextDouble();
    }

    /** True with a probability. Draws nothing if it is 0. */
    public boolean happens(double probability) {
        return probability > 0 && nextDouble() < probability;
    }

    /** Exponentially distributed with a mean. */
    public double exponential(double mean) {
        return -mean * StrictMath.log(1 - nextDouble());
    }

    /** Standard normal, by Box and Muller (1958). */
    double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return radius * StrictMath.cos(Phases.TURN * nextDouble());
    }

    /** 0 … n − 1 in random order. */
    public int[] order(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        shuffle(order);
        return order;
    }

    /** Puts an array in random order (Fisher and Yates, 1938). */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = below(i + 1);
            int kept = values[i];
            values[i] = values[j];
            values[j] = kept;
        }
    }
}
