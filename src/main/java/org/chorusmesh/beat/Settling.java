package org.chorusmesh.beat;

/**
 * Decides whether a node is settled: whether more than half of its peers with weight, itself
 * included, are in step with it and have its number. It becomes unsettled when that has not been
 * true for two TTL. A node without such peers is settled too. But if it has been alone for two TTL,
 * its number is not that of the nodes it meets, so it becomes unsettled as soon as a peer has
 * weight.
 */
public final class Settling {

    private static final int PATIENCE_TTLS = 2;

    private boolean settled;
    private boolean byItself;
    private long sinceNanos;

    /**
     * Updates the state. Called sixteen times a TTL, or once a gossip period if that is longer.
     *
     * @param majority whether more than half are in step and have the same number
     * @param alone whether no peer has weight
     * @param wakingNanos this node's waking time
     * @param ttlNanos the TTL
     */
    public void look(boolean majority, boolean alone, long wakingNanos, long ttlNanos) {
        boolean impatient =
                this.byItself || wakingNanos - this.sinceNanos >= PATIENCE_TTLS * ttlNanos;
        if (alone) {
            this.byItself = !this.settled || impatient;
            this.settled = true;
        } else if (majority) {
            this.byItself = false;
            this.settled = true;
            this.sinceNanos = wakingNanos;
        } else if (impatient) {
            this.settled = false;
        }
    }

    /** Makes a node that joins unsettled. */
    public void unsettle() {
        this.settled = false;
    }

    /** Whether the node is settled, as of the last look. */
    public boolean isSettled() {
        return this.settled;
    }
}
