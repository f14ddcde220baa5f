package org.chorusmesh.follow;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/**
 * The offset of a node's monotonic clock from this process's own, after NTP's clock filter (Mills,
 * 1991): of the exchanges of the last half minute the one decides whose error is least. The error
 * is half of its round trip, and grows with its age as two clocks may drift apart. Asymmetry of the
 * path cannot be seen, and is within that error.
 *
 * <p>Both clocks have an arbitrary origin, so all arithmetic wraps.
 */
final class ClockOffset {

    private static final long WINDOW_NANOS = 30_000_000_000L;

    private static final int MAX_SAMPLES = 1024;

    /** Two clocks that are each wrong by 50 ppm. */
    private static final double DRIFT = 1e-4;

    private static final long TOLERANCE_NANOS = 100_000;

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long offsetNanos, long roundTripNanos, long atNanos) {

        long errorNanos(long nowNanos) {
            long ageNanos = Math.max(0, nowNanos - this.atNanos);
            return this.roundTripNanos / 2 + (long) (ageNanos * DRIFT);
        }
    }

    /** Whether two clocks can have shown such instants; as for {@link #add}. */
    static boolean isPossible(
            long askedNanos, long receivedNanos, long sentNanos, long answeredNanos) {
        long held = sentNanos - receivedNanos;
        return held >= 0 && held <= (answeredNanos - askedNanos) + TOLERANCE_NANOS;
    }

    /**
     * Takes an exchange into account, whose instants must be {@linkplain #isPossible possible}.
     *
     * @param askedNanos when the question left, on the own clock
     * @param receivedNanos when it came in, on the node's
     * @param sentNanos when the answer left, on the node's
     * @param answeredNanos when it came in, on the own
     * @return false if it contradicts those before: a clock stepped, or it is another clock. Only
     *     this exchange counts then
     */
    boolean add(long askedNanos, long receivedNanos, long sentNanos, long answeredNanos) {
        long roundTrip = (answeredNanos - askedNanos) - (sentNanos - receivedNanos);
        long there = receivedNanos - askedNanos;
        long back = sentNanos - answeredNanos;
        // Half of the sum would overflow where the clocks are far apart.
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

    /** How many exchanges it rests on. */
    int size() {
        return this.samples.size();
    }

    /**
     * An instant of the node's clock on the own one.
     *
     * @param nowNanos the own clock
     */
    long toOwn(long nodeNanos, long nowNanos) {
        return nodeNanos - best(nowNanos).offsetNanos();
    }

    /** By how much {@link #toOwn} may be wrong. */
    long errorNanos(long nowNanos) {
        return best(nowNanos).errorNanos(nowNanos);
    }

    /** Another node: nothing is known of its clock. */
    void clear() {
        this.samples.clear();
    }
}
