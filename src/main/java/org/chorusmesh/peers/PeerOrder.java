package org.chorusmesh.peers;

import org.chorusmesh.dynamics.ComplexOrder;
import org.jspecify.annotations.Nullable;

/**
 * What one peer states of the order of the mesh, and its phase at this node's last repetition of
 * the estimate.
 */
final class PeerOrder {

    private @Nullable ComplexOrder stated;
    private double phase;
    private long atNanos;
    private boolean placed;

    /** Takes over what its newest report states; null for nothing. */
    void hear(@Nullable ComplexOrder order) {
        this.stated = order;
    }

    /** What it estimates as the order parameter of the mesh; null if it states none. */
    @Nullable ComplexOrder stated() {
        return this.stated;
    }

    /** Notes its phase at a repetition of the estimate, radians. */
    void place(double newPhase, long nowNanos) {
        this.placed = true;
        this.phase = newPhase;
        this.atNanos = nowNanos;
    }

    /** Whether its phase was noted last at an instant. */
    boolean wasPlaced(long instantNanos) {
        return this.placed && this.atNanos == instantNanos;
    }

    /** The phase that was noted last, radians. */
    double phase() {
        return this.phase;
    }
}
