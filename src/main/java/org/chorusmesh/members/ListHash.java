package org.chorusmesh.members;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over big-endian integers and bytes, of which the first 64 bits are taken. */
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

    /** Ends the hash. */
    long first64Bits() {
        byte[] bytes = this.sha256.digest();
        long first = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            first = (first << Byte.SIZE) | (bytes[i] & 0xff);
        }
        return first;
    }
}
