package org.chorusmesh.benchmarks.frames;

import java.util.Arrays;

/** Latencies of frames as one thread receives them. */
final class Latencies {

    private static volatile boolean counting;

    private long[] nanos = new long[1 << 12];
    private int size;

    /** From now on latencies are kept, of all. */
    static void begin() {
        counting = true;
    }

    /** From now on no more are kept, of all. */
    static void end() {
        counting = false;
    }

    synchronized void add(long latencyNanos) {
        if (!counting) {
            return;
        }
        if (this.size == this.nanos.length) {
            this.nanos = Arrays.copyOf(this.nanos, 2 * this.size);
        }
        this.nanos[this.size++] = latencyNanos;
    }

    synchronized long[] all() {
        return Arrays.copyOf(this.nanos, this.size);
    }
}
