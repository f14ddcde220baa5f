package org.chorusmesh.causality;

import java.util.OptionalLong;

/**
 * The first half of a {@link Boot}: wall-clock milliseconds, read once at boot. It is raised above
 * the persisted one of the boot before, so that a restart does not look older if the clock was set
 * back.
 */
public final class Incarnation {

    /** The greatest value, 2^53 − 1. */
    public static final long MAX = LamportClock.MAX;

    /** A persisted value further ahead of the clock than this is not believed: one day. */
    public static final long MAX_AHEAD_MILLIS = 86_400_000L;

    private Incarnation() {}

    /**
     * The incarnation of a boot.
     *
     * @param wallMillis the wall clock, milliseconds since 1970
     * @param persisted the incarnation of the boot before, if it is known
     * @return 1 … {@link #MAX}
     */
    public static long next(long wallMillis, OptionalLong persisted) {
        long next = wallMillis;
        if (persisted.isPresent() && isBelievable(wallMillis, persisted.getAsLong())) {
            next = Math.max(wallMillis, persisted.getAsLong() + 1);
        }
        return Math.max(1, Math.min(next, MAX));
    }

    /**
     * Whether a persisted incarnation is in range and at most {@link #MAX_AHEAD_MILLIS} ahead of
     * the clock.
     *
     * @param wallMillis the wall clock, milliseconds since 1970
     * @param persisted the incarnation of the boot before
     */
    public static boolean isBelievable(long wallMillis, long persisted) {
        return persisted >= 1 && persisted < MAX && persisted - wallMillis <= MAX_AHEAD_MILLIS;
    }
}
