package org.chorusmesh.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Estimates the speed of the member's clock relative to this one. It compares the least delayed
 * report of the first half of the run with that of the second half, since the delay of single
 * reports varies.
 */
final class ClockSpeed {

    private static final long ENOUGH_NANOS = 1_000_000_000L;

    /** The receipt of a report, and by how much the stamp is behind it. */
    private record Pair(long receivedNanos, long behindNanos) {}

    private final List<Pair> pairs = new ArrayList<>();

    void clear() {
        this.pairs.clear();
    }

    void add(long stampNanos, long receivedNanos) {
        this.pairs.add(new Pair(receivedNanos, receivedNanos - stampNanos));
    }

    /**
     * Seconds of the member's clock in a second of this one; empty if the reports cover less than a
     * second.
     */
    OptionalDouble measured() {
        int half = this.pairs.size() / 2;
        if (half == 0) {
            return OptionalDouble.empty();
        }
        Pair early = leastBehind(this.pairs.subList(0, half));
        Pair late = leastBehind(this.pairs.subList(half, this.pairs.size()));
        double here = late.receivedNanos - early.receivedNanos;
        return (here >= ENOUGH_NANOS)
                ? OptionalDouble.of(1 - (late.behindNanos - early.behindNanos) / here)
                : OptionalDouble.empty();
    }

    private static Pair leastBehind(List<Pair> pairs) {
        Pair least = pairs.get(0);
        for (Pair pair : pairs) {
            if (pair.behindNanos < least.behindNanos) {
                least = pair;
            }
        }
        return least;
    }
}
