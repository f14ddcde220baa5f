package org.chorusmesh.conformance;

/** Numbers for people. */
final class Units {

    private static final double NANOS_PER_MILLI = 1e6;

    private Units() {}

    static String millis(long nanos) {
        return "%.1f ms".formatted(nanos / NANOS_PER_MILLI);
    }
}
