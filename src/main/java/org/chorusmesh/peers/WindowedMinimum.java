package org.chorusmesh.peers;

import java.util.Arrays;

/**
 * The minimum of the recent past, in blocks of one second, of values that may grow or fall at a
 * known rate. Only seconds in which something came in count, so that a pause does not wipe out what
 * was known before it: what comes after a stall is measured against the time before the stall.
 */
final class WindowedMinimum {

    private static final int BLOCKS = 60;

    private static final long BLOCK_NANOS = 1_000_000_000L;

    private static final int FIRST_BLOCKS = 8;

    private static final long NONE = Long.MAX_VALUE;

    /** Fewer seconds do not show how far apart their minima are. */
    private static final int FEWEST_BLOCKS = 3;

    // The seconds before the current one, the oldest first: the instants, the values, and how many
    // values came in. A short run needs little of it.
    private long[] instants = {};
    private long[] values = {};
    private int[] counts = {};
    private int size;
    private int disregarded;
    private long currentStartNanos;
    private int currentCount;
    private long currentMinimum = NONE;
    private long currentAtNanos;
    private double rate;
    // Values of different instants are compared by what they come to at one.
    private long levelAtNanos;
    private long currentLevel = NONE;
    private long level = NONE;
    // Asked for with each report; it changes once a second. Negative while it is not known.
    private double errorRatio = -1;

    /** Forgets everything, the rate too. */
    void clear() {
        this.instants = new long[0];
        this.values = new long[0];
        this.counts = new int[0];
        this.size = 0;
        this.disregarded = 0;
        this.currentCount = 0;
        this.currentMinimum = NONE;
        this.currentLevel = NONE;
        this.level = NONE;
        this.rate = 0;
        this.errorRatio = -1;
    }

    /**
     * Forgets all but the current second and some before it.
     *
     * @param seconds number of the seconds before the current one that are kept, if there are as
     *     many
     */
    void forgetAllBut(int seconds) {
        forget(Math.max(0, this.size - seconds));
        compare();
    }

    /**
     * Takes the minimum of no second but the current one and the one before. The drift is still
     * fitted to the others.
     */
    void disregardAllButRecent() {
        this.disregarded = Math.max(0, this.size - 1);
        compare();
    }

    /** Whether some seconds are disregarded. */
    boolean disregards() {
        return this.disregarded > 0;
    }

    private void forget(int oldest) {
        this.disregarded = Math.max(0, this.disregarded - oldest);
        this.size -= oldest;
        System.arraycopy(this.instants, oldest, this.instants, 0, this.size);
        System.arraycopy(this.values, oldest, this.values, 0, this.size);
        System.arraycopy(this.counts, oldest, this.counts, 0, this.size);
        this.errorRatio = -1;
    }

    /** Whether nothing has been added yet. */
    boolean isEmpty() {
        return this.level == NONE;
    }

    /** Number of seconds before the current one in which something came in. */
    int size() {
        return this.size;
    }

    /** When the least value of a second came in. */
    long instant(int second) {
        return this.instants[second];
    }

    /** The least value of a second. */
    long value(int second) {
        return this.values[second];
    }

    /** Sets how fast all values grow, those too that were added before. */
    void setRate(double rate) {
        this.rate = rate;
        this.errorRatio = -1;
        if (!isEmpty()) {
            compare();
        }
    }

    /**
     * Adds a value observed at an instant; instants do not go back.
     *
     * @return whether a second is over
     */
    boolean add(long atNanos, long value) {
        boolean over = false;
        if (isEmpty()) {
            this.currentStartNanos = atNanos;
            this.levelAtNanos = atNanos;
        } else if (atNanos - this.currentStartNanos >= BLOCK_NANOS) {
            close();
            over = true;
            this.currentStartNanos = atNanos;
            this.levelAtNanos = atNanos;
            this.currentMinimum = NONE;
            this.currentCount = 0;
            compare();
        }
        this.currentCount++;
        long added = level(atNanos, value);
        if (added < this.currentLevel) {
            this.currentLevel = added;
            this.currentMinimum = value;
            this.currentAtNanos = atNanos;
            this.level = Math.min(this.level, added);
        }
        return over;
    }

    private void close() {
        if (this.size == BLOCKS) {
            forget(1);
        } else if (this.size == this.values.length) {
            int more = Math.min(BLOCKS, Math.max(FIRST_BLOCKS, 2 * this.size));
            this.instants = Arrays.copyOf(this.instants, more);
            this.values = Arrays.copyOf(this.values, more);
            this.counts = Arrays.copyOf(this.counts, more);
        }
        this.instants[this.size] = this.currentAtNanos;
        this.values[this.size] = this.currentMinimum;
        this.counts[this.size++] = this.currentCount;
        this.errorRatio = -1;
    }

    private void compare() {
        this.currentLevel =
                (this.currentMinimum == NONE)
                        ? NONE
                        : level(this.currentAtNanos, this.currentMinimum);
        this.level = this.currentLevel;
        for (int i = this.disregarded; i < this.size; i++) {
            this.level = Math.min(this.level, level(this.instants[i], this.values[i]));
        }
    }

    /**
     * The standard error of the minimum, over the mean time between two values. As long as the
     * window does not change, it is the same however often values come: the minimum of more of them
     * is wrong by less.
     *
     * @return infinite until three seconds are over
     */
    double errorRatio() {
        if (this.errorRatio < 0) {
            this.errorRatio = findErrorRatio();
        }
        return this.errorRatio;
    }

    private double findErrorRatio() {
        if (this.size < FEWEST_BLOCKS) {
            return Double.POSITIVE_INFINITY;
        }
        long count = 0;
        for (int i = 0; i < this.size; i++) {
            count += this.counts[i];
        }
        return errorNanos(0) * count / ((double) this.size * BLOCK_NANOS);
    }

    /**
     * The standard error of the minimum of the seconds before the current one. For n exponentially
     * distributed values it is their mean excess over the least possible one, divided by n.
     *
     * <p>It follows from the median of what the minimum of a second exceeds that of the window by.
     * Few values far off, or in seconds of their own, change nothing in it, as they change nothing
     * in the minimum.
     *
     * @param leftOut how many of the newest of these seconds are left out
     * @return nanoseconds; infinite until three seconds are over
     */
    double errorNanos(int leftOut) {
        int seconds = this.size - leftOut;
        if (seconds < FEWEST_BLOCKS) {
            return Double.POSITIVE_INFINITY;
        }
        long[] excesses = new long[seconds];
        for (int i = 0; i < seconds; i++) {
            excesses[i] = level(this.instants[i], this.values[i]);
        }
        Arrays.sort(excesses);
        // The spacings of ordered exponential variables are independent (Rényi, 1953).
        double expected = 0;
        for (int above = 1; above <= seconds / 2; above++) {
            expected += 1.0 / (seconds - above);
        }
        return (excesses[seconds / 2] - excesses[0]) / expected / seconds;
    }

    private long level(long atNanos, long value) {
        return value + grown(this.levelAtNanos - atNanos);
    }

    private long grown(long nanos) {
        return (long) (this.rate * nanos);
    }

    /**
     * What the least of all values comes to at an instant at most, those of disregarded seconds
     * included, if the rate is wrong.
     *
     * @param error by how much the rate may be wrong, ≥ 0
     * @return {@link Long#MAX_VALUE} while it is empty
     */
    long greatestMinimum(long atNanos, double error) {
        return greatestMinimum(0, atNanos, error);
    }

    /** The same of the current second and of those before it that are not disregarded. */
    long greatestRegardedMinimum(long atNanos, double error) {
        return greatestMinimum(this.disregarded, atNanos, error);
    }

    private long greatestMinimum(int from, long atNanos, double error) {
        double most = this.rate + error;
        long least = Long.MAX_VALUE;
        if (this.currentMinimum != NONE) {
            least = this.currentMinimum + (long) (most * (atNanos - this.currentAtNanos));
        }
        for (int i = from; i < this.size; i++) {
            least = Math.min(least, this.values[i] + (long) (most * (atNanos - this.instants[i])));
        }
        return least;
    }

    /** What the least value of the window comes to at an instant; undefined while it is empty. */
    long minimum(long atNanos) {
        return this.level + grown(atNanos - this.levelAtNanos);
    }
}
