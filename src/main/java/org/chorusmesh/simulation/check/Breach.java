package org.chorusmesh.simulation.check;

/**
 * One invariant broken.
 *
 * @param invariant which
 * @param atNanos when, in virtual time
 * @param detail whose, and how
 */
public record Breach(Invariant invariant, long atNanos, String detail) {

    @Override
    public String toString() {
        return "%s at %.3f s: %s".formatted(this.invariant, this.atNanos * 1e-9, this.detail);
    }
}
