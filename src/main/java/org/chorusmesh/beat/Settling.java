package org.chorusmesh.beat;

/**
 * Whether a node is settled: more than half of the peers that it counts, itself included, are in
 * step with it and of its number. It unsettles when that has not been so for two TTL.
 */
public final class Settling {

    private static final int PATIENCE_TTLS = 2;

    private boolean settled;
    private long sinceNanos;

    /**
     * Looks once a gossip period.
     *
     * @param majority whether more than half are in step with one number
     * @param wakingNanos this node's waking time
     * @param ttlNanos the TTL
     */
    public void look(boolean majority, long wakingNanos, long ttlNanos) {
        if (majority) {
            this.settled = true;
            this.sinceNanos = wakingNanos;
        } else if (wakingNanos - this.sinceNanos >= PATIENCE_TTLS * ttlNanos) {
            this.settled = false;
        }
    }

    /** The node joins. */
    public void unsettle() {
        this.settled = false;
    }

    /** As the last look left it. */
    public boolean isSettled() {
        return this.settled;
    }
}
