package org.chorusmesh.gossip;

/**
 * How often the control thread looks at the connections. Any connection that comes up, delivers for
 * the first time or ends wakes it. What it must look for by itself is silence.
 */
final class WatchPace {

    private static final int SILENCES_PER_TTL = 4;
    private static final long MIN_SILENCE_NANOS = 100_000_000L;
    private static final int LOOKS_A_SILENCE = 4;
    private static final long MAX_PAUSE_NANOS = 100_000_000L;
    private static final long MAX_CALM_PAUSE_NANOS = 500_000_000L;

    private WatchPace() {}

    /** How long a connection may be silent. */
    static long silenceNanos(long ttlNanos) {
        return Math.max(ttlNanos / SILENCES_PER_TTL, MIN_SILENCE_NANOS);
    }

    /**
     * How long to pause at most from one look to the next. While every address is heard, the first
     * thing to happen is a silence, and what is allowed is a fine enough measure of it.
     *
     * @param silenceNanos how long a connection may be silent
     * @param calm whether all addresses are heard and this node gets to run in time
     */
    static long pauseNanos(long silenceNanos, boolean calm) {
        return calm
                ? Math.min(silenceNanos, MAX_CALM_PAUSE_NANOS)
                : Math.min(silenceNanos / LOOKS_A_SILENCE, MAX_PAUSE_NANOS);
    }
}
