package org.chorusmesh.simulation.check;

import java.util.Arrays;

/** Counts ages by the millisecond, so that quantiles of millions of them take little memory. */
final class Ages {

    private static final long MILLI = 1_000_000L;

    private static final double SECONDS_PER_MILLI = 1e-3;

    /** Older ones count as ten minutes. */
    private static final int MOST_MILLIS = 600_000;

    private long[] counts = new long[1024];
    private long total;

    /**
     * Adds an age.
     *
     * @param nanos the age, ≥ 0
     */
    void add(long nanos) {
        int millis = (int) Math.min(nanos / MILLI, MOST_MILLIS);
        if (millis >= this.counts.length) {
            this.counts = Arrays.copyOf(this.counts, Math.max(millis + 1, 2 * this.counts.length));
        }
        this.counts[millis]++;
        this.total++;
    }

    /**
     * The least age that a share of all does not exceed, seconds, rounded down to a millisecond; 0
     * without any.
     *
     * @param share 0 … 1
     */
    double quantile(double share) {
        long wanted = (long) Math.ceil(share * this.total);
        long below = 0;
        for (int millis = 0; millis < this.counts.length; millis++) {
            below += this.counts[millis];
            if (below >= wanted) {
                return millis * SECONDS_PER_MILLI;
            }
        }
        return 0;
    }
}
