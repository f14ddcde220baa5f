package org.chorusmesh.members;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The first 64 bits of the SHA-256 of big-endian integers and bytes. */
final class ListHash {

    private final MessageDigest sha256;

    ListHash() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every Java platform has SHA-256", ex);
        }
    }

    void add(byte value) {
        this.sha256.update(value);
    }

    void add(byte[] value) {
        this.sha256.update(value);
    }

    void add(int value) {
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            this.sha256.update((byte) (value >>> shift));
        }
    }

    void add(long value) {
        add((int) (value >>> Integer.SIZE));
        add((int) value);
    }

    /** Ends the hash and returns {@link #first64Bits(byte[])} of it. */
    long first64Bits() {
        return first64Bits(this.sha256.digest());
    }

    /** The first eight bytes, big-endian; 1 in place of 0. */
    static long first64Bits(byte[] bytes) {
        long first = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            first = (first << Byte.SIZE) | (bytes[i] & 0xff);
        }
        return (first != 0) ? first : 1;
    }
}
