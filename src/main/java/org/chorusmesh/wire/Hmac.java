package org.chorusmesh.wire;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC-SHA256 (RFC 2104) with one key. It hashes the blocks of the key once, where {@code
 * javax.crypto.Mac} hashes them for every message: of the six blocks that a short report takes, two
 * are saved. Belongs to one thread.
 */
final class Hmac {

    static final int BYTES = 32;

    private static final int BLOCK_BYTES = 64;

    private static final int INNER_PAD = 0x36;

    private static final int OUTER_PAD = 0x5c;

    private final MessageDigest inner;
    private final MessageDigest outer;

    Hmac(byte[] key) {
        byte[] fitting = (key.length > BLOCK_BYTES) ? sha256().digest(key) : key;
        byte[] block = Arrays.copyOf(fitting, BLOCK_BYTES);
        this.inner = begun(block, INNER_PAD);
        this.outer = begun(block, OUTER_PAD);
    }

    private static MessageDigest begun(byte[] key, int pad) {
        MessageDigest hash = sha256();
        for (byte part : key) {
            hash.update((byte) (part ^ pad));
        }
        return hash;
    }

    /** Writes the MAC of the first bytes of a message; the target may be the message's own end. */
    void compute(byte[] message, int length, byte[] target, int offset) {
        try {
            MessageDigest hash = (MessageDigest) this.inner.clone();
            hash.update(message, 0, length);
            hash.digest(target, offset, BYTES);
            hash = (MessageDigest) this.outer.clone();
            hash.update(target, offset, BYTES);
            hash.digest(target, offset, BYTES);
        } catch (CloneNotSupportedException | DigestException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException ex) {
            // Every Java platform has this algorithm.
            throw new IllegalStateException(ex);
        }
    }
}
