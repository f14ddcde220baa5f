package org.chorusmesh.schedule;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The position of a node's stable turn in a cycle. */
final class StablePlace {

    private StablePlace() {}

    /**
     * The first 53 bits of the SHA-256 of the id in UTF-8, as a fraction.
     *
     * @return 0 … 1, 1 excluded
     */
    static double of(String nodeId) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(nodeId.getBytes(StandardCharsets.UTF_8));
            return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1.0p-53;
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java platform has SHA-256", ex);
        }
    }
}
