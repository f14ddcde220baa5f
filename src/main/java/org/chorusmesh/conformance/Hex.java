package org.chorusmesh.conformance;

import java.util.Arrays;
import java.util.HexFormat;

/** Formats bytes as hexadecimal text. */
final class Hex {

    private static final int START_BYTES = 16;
    private static final int MAX_BYTES = 160;

    private Hex() {}

    static String start(byte[] bytes) {
        return format(bytes, START_BYTES);
    }

    static String of(byte[] bytes) {
        return format(bytes, MAX_BYTES);
    }

    private static String format(byte[] bytes, int max) {
        String text = HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, max)));
        return (bytes.length > max) ? text + "…" : text;
    }
}
