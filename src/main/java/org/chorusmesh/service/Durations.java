package org.chorusmesh.service;

import java.time.Duration;

/** Durations as the rooms below want them. */
final class Durations {

    private Durations() {}

    /**
     * Nanoseconds; what does not fit becomes the nearest value that does, which no rule lets pass.
     */
    static long toNanosSaturated(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException ex) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
