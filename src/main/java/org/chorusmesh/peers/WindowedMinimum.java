package org.chorusmesh.peers;

import java.util.Arrays;

/**
 * The minimum of the recent past, in blocks of one second, of values that may grow or fall at a
 * known rate. Only seconds in which something came in count, so that a pause does not wipe out what
 * was known before it: what comes after a stall is measured against the time before the stall.
 */
final class WindowedMinimum {

    private static final int BLOCKS = 10;

    private static final long BLOCK_NANOS = 1_000_000_000L;

    private static final long NONE = Long.MAX_VALUE;

    /** Fewer seconds do not show how far apart their minima are. */
    private static final int FEWEST_BLOCKS = 3;

    // The seconds before the current one: the instants, the values, and how many values came in;
    // there from the first one on. Most reports only touch the fields below.
    private long[] blocks = {};
    private int current;
    private long currentStartNanos;
    private long currentCount;
    private long currentMinimum = NONE;
    private long currentAtNanos;
    private double rate;
    // Values of different instants are compared by what they come to at one.
    private long levelAtNanos;
    private long currentLevel = NONE;
    private long level = NONE;

    /** Forgets everything, the rate too. */
    void clear() {
        this.blocks = new long[0];
        this.current = 0;
        this.currentCount = 0;
        this.currentMinimum = NONE;
        this.currentLevel = NONE;
        this.level = NONE;
        this.rate = 0;
    }

    /** Forgets all but the current second and the one before. */
    void forgetAllButRecent() {
        int recent = (this.current + BLOCKS - 1) % BLOCKS;
        for (int i = 0; i < size(); i++) {
            this.blocks[BLOCKS + i] = (i == recent) ? this.blocks[BLOCKS + i] : NONE;
        }
        compare();
    }

    /** Whether nothing has been added yet. */
    boolean isEmpty() {
        return this.level == NONE;
    }

    /** Sets how fast all values grow, those too that were added before. */
    void setRate(double rate) {
        this.rate = rate;
        if (!isEmpty()) {
            compare();
        }
    }

    /** Adds a value observed at an instant; instants do not go back. */
    void add(long atNanos, long value) {
        if (isEmpty()) {
            this.currentStartNanos = atNanos;
            this.levelAtNanos = atNanos;
        } else if (atNanos - this.currentStartNanos >= BLOCK_NANOS) {
            close();
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
    }

    private void close() {
        if (this.blocks.length == 0) {
            this.blocks = new long[3 * BLOCKS];
            Arrays.fill(this.blocks, NONE);
        }
        this.blocks[this.current] = this.currentAtNanos;
        this.blocks[BLOCKS + this.current] = this.currentMinimum;
        this.blocks[2 * BLOCKS + this.current] = this.currentCount;
        this.current = (this.current + 1) % BLOCKS;
        this.blocks[BLOCKS + this.current] = NONE;
    }

    private void compare() {
        this.currentLevel =
                (this.currentMinimum == NONE)
                        ? NONE
                        : level(this.currentAtNanos, this.currentMinimum);
        this.level = this.currentLevel;
        for (int i = 0; i < size(); i++) {
            long value = this.blocks[BLOCKS + i];
            if (value != NONE) {
                this.level = Math.min(this.level, level(this.blocks[i], value));
            }
        }
    }

    /** Number of seconds for which there is room before the current one. */
    private int size() {
        return this.blocks.length / 3;
    }

    /**
     * How sparse the values are near the minimum: it is wrong by this, divided by the number of
     * values in the window. For exponentially distributed values it is their mean excess over the
     * least possible one.
     *
     * <p>It follows from the median of what the minimum of a second exceeds that of the window by.
     * Few values far off, or in seconds of their own, change nothing in it, as they change nothing
     * in the minimum.
     *
     * @return nanoseconds; infinite until three seconds are over
     */
    double sparsityNanos() {
        long[] excesses = new long[size()];
        long values = 0;
        int seconds = 0;
        for (int i = 0; i < size(); i++) {
            long value = this.blocks[BLOCKS + i];
            if (value != NONE) {
                excesses[seconds++] = level(this.blocks[i], value);
                values += this.blocks[2 * BLOCKS + i];
            }
        }
        if (seconds < FEWEST_BLOCKS) {
            return Double.POSITIVE_INFINITY;
        }
        Arrays.sort(excesses, 0, seconds);
        // The spacings of ordered exponential variables are independent (Rényi, 1953).
        double expected = 0;
        for (int above = 1; above <= seconds / 2; above++) {
            expected += 1.0 / (seconds - above);
        }
        return (excesses[seconds / 2] - excesses[0]) / expected * values / seconds;
    }

    private long level(long atNanos, long value) {
        return value + grown(this.levelAtNanos - atNanos);
    }

    private long grown(long nanos) {
        return (long) (this.rate * nanos);
    }

    /** What the least value of the window comes to at an instant; undefined while it is empty. */
    long minimum(long atNanos) {
        return this.level + grown(atNanos - this.levelAtNanos);
    }
}
