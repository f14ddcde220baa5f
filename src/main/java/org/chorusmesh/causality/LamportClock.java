package org.chorusmesh.causality;

/**
 * A node's logical clock (Lamport, 1978), which ticks once a step. A wrong time spreads to every
 * node that merges it, so the merge is bounded: one step raises the clock by at most {@link
 * #MAX_RISE_PER_STEP}, its own tick included.
 */
public final class LamportClock {

    /** The greatest value, 2^53 − 1: exact in a double, which many JSON readers use for numbers. */
    public static final long MAX = (1L << 53) - 1;

    /** 2^20. */
    public static final long MAX_RISE_PER_STEP = 1L << 20;

    private long value;
    private long ceiling = MAX_RISE_PER_STEP;

    /** A clock at 0, as every boot begins. */
    public LamportClock() {
        this(0);
    }

    LamportClock(long value) {
        this.value = value;
    }

    /** The present time, 0 … {@link #MAX}. */
    public long value() {
        return this.value;
    }

    /** Begins a step. */
    public void beginStep() {
        this.ceiling = Math.min(MAX, this.value + MAX_RISE_PER_STEP);
    }

    /**
     * Merges the time of an admitted report.
     *
     * @param lamport 0 … {@link #MAX}
     */
    public void observe(long lamport) {
        // One below the ceiling, where there is room: the tick belongs to the same step.
        this.value = Math.max(this.value, Math.min(lamport, this.ceiling - 1));
    }

    /**
     * The step's own event.
     *
     * @return the new time, which the step's report carries
     */
    public long tick() {
        this.value = Math.min(this.value + 1, this.ceiling);
        return this.value;
    }
}
