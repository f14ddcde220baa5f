package org.chorusmesh.node;

/**
 * An operator's override for one peer id. It belongs to the id, so it stays when the peer is
 * evicted or restarts.
 *
 * @param weight factor on the peer's evidence, 0 … 1
 * @param muted whether the peer is left out of the sum altogether
 */
public record PeerOverride(double weight, boolean muted) {

    /** No override. */
    public static final PeerOverride NONE = new PeerOverride(1, false);

    /** The resulting factor, 0 … 1. */
    public double factor() {
        return this.muted ? 0 : this.weight;
    }
}
