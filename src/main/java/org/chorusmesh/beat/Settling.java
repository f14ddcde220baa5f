package org.chorusmesh.beat;

/**
 * Whether a node is settled: more than half of the peers that it counts, itself included, are in
 * step with it and of its number. It unsettles when that has not been so for two TTL. A node that
 * counts nobody is settled too; but if it has had no company for two TTL it has no number in common
 * with those it meets, and unsettles at once when it counts somebody.
 */
public final class Settling {

    private static final int PATIENCE_TTLS = 2;

    private boolean settled;
    private boolean byItself;
    private long sinceNanos;

    /**
     * Looks sixteen times a TTL, or once a gossip period where that is longer.
     *
     * @param majority whether more than half are in step with one number
     * @param alone whether the node counts nobody
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

    /** The node joins. */
    public void unsettle() {
        this.settled = false;
    }

    /** As the last look left it. */
    public boolean isSettled() {
        return this.settled;
    }
}
