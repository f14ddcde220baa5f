package org.chorusmesh.overlay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The place of an address on a ring. */
final class RingHash {

    private final MessageDigest sha256;

    RingHash() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every Java platform has SHA-256", ex);
        }
    }

    /**
     * The first eight bytes, big-endian, of the SHA-256 of the ring in two bytes, big-endian, and
     * of the address in UTF-8.
     *
     * @param ring 0 … 65535
     */
    long of(int ring, String address) {
        this.sha256.update((byte) (ring >>> Byte.SIZE));
        this.sha256.update((byte) ring);
        byte[] bytes = this.sha256.digest(address.getBytes(StandardCharsets.UTF_8));
        long first = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            first = (first << Byte.SIZE) | (bytes[i] & 0xff);
        }
        return first;
    }
}
