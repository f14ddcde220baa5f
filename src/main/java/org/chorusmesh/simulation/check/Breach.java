package org.chorusmesh.simulation.check;

/**
 * A violation of an invariant.
 *
 * @param invariant the invariant that is violated
 * @param atNanos when, in virtual time
 * @param detail which node violates it, and how
 */
public record Breach(Invariant invariant, long atNanos, String detail) {

    @Override
    public String toString() {
        return "%s at %.3f s: %s".formatted(this.invariant, this.atNanos * 1e-9, this.detail);
    }
}
