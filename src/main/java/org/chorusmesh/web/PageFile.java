package org.chorusmesh.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * One form of a file of the page, as it is sent.
 *
 * @param contentType its media type
 * @param body its bytes
 * @param tag its entity tag, in quotes
 */
record PageFile(String contentType, byte[] body, String tag) {

    private static final int TAG_BYTES = 8;

    static PageFile of(String contentType, byte[] body) {
        return new PageFile(contentType, body, tag(body));
    }

    /** The same file, compressed. The forms of a file differ in their tags (RFC 9110, 8.8.3.3). */
    PageFile gzip() {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(this.body);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return of(this.contentType, compressed.toByteArray());
    }

    private static String tag(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return '"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
