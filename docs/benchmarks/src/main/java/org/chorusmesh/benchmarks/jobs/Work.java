package org.chorusmesh.benchmarks.jobs;

import java.time.Instant;
import org.chorusmesh.benchmarks.harness.Bench;
import org.chorusmesh.benchmarks.harness.Event;

/** The work that one replica does in each slot, and what it says of it. */
final class Work {

    static final String BEGIN = "begin";

    static final String END = "done";

    private static final long NANOS = 1_000_000_000;

    /** Long enough to be stopped in the middle of it. */
    private static final double BODY_SECONDS = 0.1;

    /** A timer that is early by this much means the second that comes. */
    private static final long EARLY_NANOS = 10_000_000;

    private Work() {}

    /** Works for the second of the wall clock that has just begun. */
    static void inThisSecond() {
        inSecond(Math.floorDiv(wallNanos() + EARLY_NANOS, NANOS));
    }

    /**
     * Works for a second of the wall clock.
     *
     * @param second since 1970
     */
    static void inSecond(long second) {
        inSlot(second, System.nanoTime() - (wallNanos() - second * NANOS));
    }

    /**
     * Works for a slot, and says its number and when it was due.
     *
     * @param dueNanos on the monotonic clock that all processes share
     */
    static void inSlot(long slot, long dueNanos) {
        Event.say(BEGIN, slot, dueNanos);
        Bench.pause(BODY_SECONDS);
        Event.say(END, slot);
    }

    private static long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * NANOS + now.getNano();
    }
}
