package org.chorusmesh.wire;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 (RFC 2104) at the end of a frame, over all bytes before it. The first key signs and
 * every key is accepted, so that keys can be rotated. A MAC proves that a holder of a key wrote the
 * frame, but not which member. Not thread-safe.
 */
public final class FrameMac {

    static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final List<Mac> macs = new ArrayList<>();
    private final byte[] expected = new byte[BYTES];
    private final byte[] found = new byte[BYTES];

    /**
     * @throws IllegalArgumentException if a key is empty
     */
    public FrameMac(List<byte[]> keys) {
        for (byte[] key : keys) {
            if (key.length == 0) {
                throw new IllegalArgumentException("A key of the mesh must not be empty");
            }
            this.macs.add(macFor(key));
        }
    }

    /** Number of bytes that it adds to a frame; 0 without keys. */
    public int length() {
        return this.macs.isEmpty() ? 0 : BYTES;
    }

    /** Writes the MAC into the last bytes of a frame. */
    void sign(byte[] frame) {
        if (!this.macs.isEmpty()) {
            compute(this.macs.get(0), frame, frame, frame.length - BYTES);
        }
    }

    /**
     * Whether a frame has a valid MAC, or needs none.
     *
     * @param frame at least {@link #length()} bytes
     */
    public boolean verify(byte[] frame) {
        if (this.macs.isEmpty()) {
            return true;
        }
        System.arraycopy(frame, frame.length - BYTES, this.found, 0, BYTES);
        for (Mac mac : this.macs) {
            compute(mac, frame, this.expected, 0);
            if (MessageDigest.isEqual(this.expected, this.found)) {
                return true;
            }
        }
        return false;
    }

    private static void compute(Mac mac, byte[] frame, byte[] target, int offset) {
        try {
            mac.update(frame, 0, frame.length - BYTES);
            mac.doFinal(target, offset);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static Mac macFor(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException ex) {
            // Every Java platform provides this algorithm.
            throw new IllegalStateException(ex);
        }
    }
}
