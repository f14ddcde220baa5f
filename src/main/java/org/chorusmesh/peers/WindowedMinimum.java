package org.chorusmesh.peers;

import java.util.Arrays;

/**
 * The minimum of the recent past, in blocks of one second. Only seconds in which something came in
 * count, so that a pause does not wipe out what was known before it: what comes after a stall is
 * measured against the time before the stall.
 */
final class WindowedMinimum {

    private static final int BLOCKS = 10;

    private static final long BLOCK_NANOS = 1_000_000_000L;

    private static final long NONE = Long.MAX_VALUE;

    // The seconds before the current one; most reports only touch the fields below.
    private final long[] blocks = new long[BLOCKS];
    private int current;
    private long currentStartNanos;
    private long currentMinimum = NONE;
    private long minimum = NONE;

    WindowedMinimum() {
        Arrays.fill(this.blocks, NONE);
    }

    /** Forgets everything. */
    void clear() {
        Arrays.fill(this.blocks, NONE);
        this.currentMinimum = NONE;
        this.minimum = NONE;
    }

    /** Forgets all but the current second and the one before. */
    void forgetAllButRecent() {
        int recent = (this.current + BLOCKS - 1) % BLOCKS;
        long kept = this.blocks[recent];
        Arrays.fill(this.blocks, NONE);
        this.blocks[recent] = kept;
        this.minimum = Math.min(this.currentMinimum, kept);
    }

    /** Whether nothing has been added yet. */
    boolean isEmpty() {
        return this.minimum == NONE;
    }

    /** Adds a value observed at an instant; instants do not go back. */
    void add(long atNanos, long value) {
        if (isEmpty()) {
            this.currentStartNanos = atNanos;
        } else if (atNanos - this.currentStartNanos >= BLOCK_NANOS) {
            this.blocks[this.current] = this.currentMinimum;
            this.current = (this.current + 1) % BLOCKS;
            this.blocks[this.current] = NONE;
            this.currentStartNanos = atNanos;
            this.currentMinimum = NONE;
            this.minimum = NONE;
            for (long block : this.blocks) {
                this.minimum = Math.min(this.minimum, block);
            }
        }
        this.currentMinimum = Math.min(this.currentMinimum, value);
        this.minimum = Math.min(this.minimum, value);
    }

    /** The least value of the window; undefined while it is empty. */
    long minimum() {
        return this.minimum;
    }
}
