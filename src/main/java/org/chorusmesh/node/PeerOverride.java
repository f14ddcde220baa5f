package org.chorusmesh.node;

/**
 * An operator's say on one peer id. It belongs to the id: it outlives the peer's eviction and
 * restart.
 *
 * @param weight factor on the peer's evidence, 0 … 1
 * @param muted whether the peer is left out of the sum altogether
 */
public record PeerOverride(double weight, boolean muted) {

    /** No say at all. */
    public static final PeerOverride NONE = new PeerOverride(1, false);

    /** The factor that results, 0 … 1. */
    public double factor() {
        return this.muted ? 0 : this.weight;
    }
}
