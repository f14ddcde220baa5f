package org.chorusmesh.follow;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/**
 * Estimates the offset of a node's monotonic clock from the clock of this process, by NTP's clock
 * filter (Mills, 1991). The estimate is the exchange of the last half minute with the least error.
 * The error of an exchange is half of its round trip, and grows with its age, as the clocks may
 * drift. An asymmetry of the path cannot be measured, and is within that error.
 *
 * <p>Both clocks have an arbitrary origin, so all arithmetic may overflow.
 */
final class ClockOffset {

    private static final long WINDOW_NANOS = 30_000_000_000L;

    private static final int MAX_SAMPLES = 1024;

    /** Relative drift of two clocks that are each off by 50 ppm. */
    private static final double DRIFT = 1e-4;

    private static final long TOLERANCE_NANOS = 100_000;

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long offsetNanos, long roundTripNanos, long atNanos) {

        long errorNanos(long nowNanos) {
            long ageNanos = Math.max(0, nowNanos - this.atNanos);
            return this.roundTripNanos / 2 + (long) (ageNanos * DRIFT);
        }
    }

    /** Whether the instants of an exchange can be true. The parameters are as for {@link #add}. */
    static boolean isPossible(
            long askedNanos, long receivedNanos, long sentNanos, long answeredNanos) {
        long held = sentNanos - receivedNanos;
        return held >= 0 && held <= (answeredNanos - askedNanos) + TOLERANCE_NANOS;
    }

    /**
     * Adds an exchange, whose instants must be {@linkplain #isPossible possible}.
     *
     * @param askedNanos when the request was sent, on this clock
     * @param receivedNanos when the node received it, on its clock
     * @param sentNanos when the node sent the answer, on its clock
     * @param answeredNanos when the answer arrived, on this clock
     * @return false if it contradicts earlier exchanges, since a clock stepped or is another clock;
     *     earlier exchanges are then discarded
     */
    boolean add(long askedNanos, long receivedNanos, long sentNanos, long answeredNanos) {
        long roundTrip = (answeredNanos - askedNanos) - (sentNanos - receivedNanos);
        long there = receivedNanos - askedNanos;
        long back = sentNanos - answeredNanos;
        // The sum of both would overflow if the clocks are far apart.
        long offset = there + (back - there) / 2;
        Sample sample = new Sample(offset, Math.max(0, roundTrip), answeredNanos);
        boolean consistent = this.samples.isEmpty() || isConsistent(sample);
        if (!consistent) {
            this.samples.clear();
        }
        this.samples.addLast(sample);
        while (this.samples.size() > MAX_SAMPLES
                || answeredNanos - this.samples.getFirst().atNanos() > WINDOW_NANOS) {
            this.samples.removeFirst();
        }
        return consistent;
    }

    private boolean isConsistent(Sample sample) {
        Sample best = best(sample.atNanos());
        long apart = sample.offsetNanos() - best.offsetNanos();
        long allowed =
                sample.errorNanos(sample.atNanos())
                        + best.errorNanos(sample.atNanos())
                        + TOLERANCE_NANOS;
        return apart <= allowed && apart >= -allowed;
    }

    private Sample best(long nowNanos) {
        return this.samples.stream()
                .min(Comparator.comparingLong((sample) -> sample.errorNanos(nowNanos)))
                .orElseThrow();
    }

    /** Number of exchanges in the window. */
    int size() {
        return this.samples.size();
    }

    /**
     * Converts an instant of the node's clock to this clock.
     *
     * @param nodeNanos the instant on the node's clock
     * @param nowNanos the present time of this clock
     */
    long toOwn(long nodeNanos, long nowNanos) {
        return nodeNanos - best(nowNanos).offsetNanos();
    }

    /** The error bound of {@link #toOwn}, nanoseconds. */
    long errorNanos(long nowNanos) {
        return best(nowNanos).errorNanos(nowNanos);
    }

    /** Discards all exchanges, as for another node. */
    void clear() {
        this.samples.clear();
    }
}
