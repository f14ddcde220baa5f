package org.chorusmesh.node;

import org.chorusmesh.causality.Boot;
import org.jspecify.annotations.Nullable;

/**
 * Watches for another boot under this node's id. The smaller of two boots falls silent, but only
 * while it hears the greater: three reports with increasing Lamport time within one TTL. A single
 * frame silences no node.
 */
final class RivalWatch {

    private static final int PROOF = 3;

    private final Boot own;
    private final long[] heardNanos = new long[PROOF];
    private @Nullable Boot rival;
    private long lamport;
    private long heard;

    RivalWatch(Boot own) {
        this.own = own;
    }

    /**
     * Records a report under this node's id by another boot.
     *
     * @param wakingNanos waking time of the table
     */
    void hear(Boot boot, long reportLamport, long wakingNanos, long ttlNanos) {
        boolean known = boot.equals(this.rival);
        if (known && reportLamport <= this.lamport) {
            return;
        }
        if (!known) {
            if (isHeard(wakingNanos, ttlNanos) && boot.compareTo(this.rival) < 0) {
                return;
            }
            this.rival = boot;
            this.heard = 0;
        }
        this.lamport = reportLamport;
        this.heardNanos[(int) (this.heard++ % PROOF)] = wakingNanos;
    }

    /** Whether another boot was heard within the last TTL. */
    boolean isHeard(long wakingNanos, long ttlNanos) {
        return this.rival != null && wakingNanos - last(1) <= ttlNanos;
    }

    /** Whether this node must be silent. */
    boolean isSilencing(long wakingNanos, long ttlNanos) {
        return isHeard(wakingNanos, ttlNanos)
                && this.rival.compareTo(this.own) > 0
                && this.heard >= PROOF
                && last(1) - last(PROOF) <= ttlNanos;
    }

    private long last(int back) {
        return this.heardNanos[(int) ((this.heard - back) % PROOF)];
    }
}
