package org.chorusmesh.herd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The load of a service over the last minute, in slices of 100 ms: how many requests were in
 * progress at most, and how long those that ended took.
 */
final class Load {

    static final long SLICE_NANOS = 100_000_000L;

    static final int SLICES = 600;

    private final LongSupplier nanoTime;

    private final Slice[] slices = new Slice[SLICES];

    private final long firstNanos;

    private long last;

    private int inProgress;

    /**
     * The load of a service without a request so far.
     *
     * @param nanoTime a monotonic clock, ns
     */
    Load(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.firstNanos = nanoTime.getAsLong();
        for (int i = 0; i < SLICES; i++) {
            this.slices[i] = new Slice();
        }
    }

    /**
     * A request arrives.
     *
     * @param most how many may be in progress
     * @return when it arrived, ns; empty if too many are in progress
     */
    synchronized @Nullable Long begin(int most) {
        Slice slice = advance();
        if (this.inProgress >= most) {
            return null;
        }
        this.inProgress++;
        slice.peak = Math.max(slice.peak, this.inProgress);
        return this.nanoTime.getAsLong();
    }

    /**
     * A request is answered.
     *
     * @param beganNanos when it arrived
     */
    synchronized void end(long beganNanos) {
        Slice slice = advance();
        long tookNanos = this.nanoTime.getAsLong() - beganNanos;
        slice.ended++;
        slice.totalNanos += tookNanos;
        slice.maxNanos = Math.max(slice.maxNanos, tookNanos);
        this.inProgress--;
    }

    /** The slice of now. Those passed over since the last had what was in progress all the time. */
    private Slice advance() {
        long now = (this.nanoTime.getAsLong() - this.firstNanos) / SLICE_NANOS;
        for (long i = Math.max(this.last + 1, now - SLICES + 1); i <= now; i++) {
            this.slices[(int) (i % SLICES)].reset(this.inProgress);
        }
        this.last = Math.max(this.last, now);
        return this.slices[(int) (this.last % SLICES)];
    }

    /** What has been measured. */
    synchronized View view() {
        advance();
        int peak = 0;
        long ended = 0;
        long totalNanos = 0;
        long maxNanos = 0;
        List<Integer> peaks = new ArrayList<>();
        List<@Nullable Double> slowest = new ArrayList<>();
        for (long i = this.last - SLICES + 1; i <= this.last; i++) {
            Slice slice = this.slices[(int) Math.floorMod(i, (long) SLICES)];
            peaks.add(slice.peak);
            slowest.add((slice.ended > 0) ? millis(slice.maxNanos) : null);
            peak = Math.max(peak, slice.peak);
            ended += slice.ended;
            totalNanos += slice.totalNanos;
            maxNanos = Math.max(maxNanos, slice.maxNanos);
        }
        return new View(
                peak,
                ended,
                (ended > 0) ? millis(totalNanos / ended) : 0,
                millis(maxNanos),
                peaks,
                slowest);
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e4) / 100.0;
    }

    private static final class Slice {

        private int peak;
        private long ended;
        private long totalNanos;
        private long maxNanos;

        void reset(int inProgress) {
            this.peak = inProgress;
            this.ended = 0;
            this.totalNanos = 0;
            this.maxNanos = 0;
        }
    }

    /**
     * The load of the last minute.
     *
     * @param peak most requests in progress
     * @param requests how many were answered
     * @param meanMillis mean response time, ms; 0 without a request
     * @param maxMillis longest response time, ms
     * @param inProgress most requests in progress in each slice, the oldest first
     * @param slowestMillis longest response time of those that ended in each slice, ms; null where
     *     none did
     */
    record View(
            int peak,
            long requests,
            double meanMillis,
            double maxMillis,
            List<Integer> inProgress,
            List<@Nullable Double> slowestMillis) {}
}
