package org.chorusmesh.overlay;

import java.util.Arrays;

/** An address, with its place on each ring. */
final class Place {

    private final String address;
    private long[] hashes = {};
    private int depth;

    Place(String address) {
        this.address = address;
    }

    String address() {
        return this.address;
    }

    /** Computes the place on the next ring. */
    void enter(int ring, RingHash hash) {
        if (ring >= this.hashes.length) {
            this.hashes = Arrays.copyOf(this.hashes, ring + 1);
            this.hashes[ring] = hash.of(ring, this.address);
        }
    }

    /** On how many rings, from the first on, it takes the addresses beside it. */
    int depth() {
        return this.depth;
    }

    void setDepth(int depth) {
        this.depth = depth;
    }

    /** Compares two places on a ring that both have entered: by hash, unsigned, then by address. */
    static int compare(int ring, Place one, Place other) {
        int order = Long.compareUnsigned(one.hashes[ring], other.hashes[ring]);
        return (order != 0) ? order : one.address.compareTo(other.address);
    }
}
