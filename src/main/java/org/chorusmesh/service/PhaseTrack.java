package org.chorusmesh.service;

import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.Phases;

/** How the phase difference to one boot of a peer has moved. Times are the node's waking time. */
final class PhaseTrack {

    /** Peers whose phases differ by less are beside each other. */
    static final double BESIDE = Phases.TURN / 8;

    /** A difference that moves by less within one TTL is steady. */
    static final double STEADY = Phases.TURN / 32;

    private final Boot boot;
    private double anchor;
    private long anchoredNanos;
    private long besideSinceNanos;
    private long lastInStepNanos;
    private boolean steady;

    PhaseTrack(Boot boot, double difference, long nowNanos) {
        this.boot = boot;
        this.anchor = difference;
        this.anchoredNanos = nowNanos;
        this.besideSinceNanos = nowNanos;
        this.lastInStepNanos = nowNanos;
    }

    boolean isOf(Boot other) {
        return this.boot.equals(other);
    }

    /**
     * Judges the difference as it is now.
     *
     * @param turned by how much the difference has moved since the last look if the rates were what
     *     they are now, radians ≥ 0: whole turns between two looks do not show in the difference
     * @param canLock whether the natural frequencies allow it
     */
    Locking look(double difference, double turned, boolean canLock, long nowNanos, long ttlNanos) {
        if (turned >= STEADY || Math.abs(Phases.difference(difference, this.anchor)) >= STEADY) {
            anchor(difference, nowNanos, false);
        } else if (nowNanos - this.anchoredNanos >= ttlNanos) {
            anchor(difference, nowNanos, true);
        }
        boolean beside = Math.abs(difference) < BESIDE;
        if (!beside) {
            this.besideSinceNanos = nowNanos;
        }
        if (this.steady && nowNanos - this.besideSinceNanos >= ttlNanos) {
            this.lastInStepNanos = nowNanos;
            return Locking.IN_STEP;
        }
        if (!canLock) {
            return Locking.CANNOT_LOCK;
        }
        if (this.steady && !beside) {
            return Locking.APART;
        }
        boolean late = nowNanos - this.lastInStepNanos >= Synchrony.PATIENCE_NANOS;
        return late ? Locking.DRIFTING : Locking.SETTLING;
    }

    private void anchor(double difference, long nowNanos, boolean isSteady) {
        this.anchor = difference;
        this.anchoredNanos = nowNanos;
        this.steady = isSteady;
    }
}
