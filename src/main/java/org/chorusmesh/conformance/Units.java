package org.chorusmesh.conformance;

/** Formats numbers with their units. */
final class Units {

    private static final double NANOS_PER_MILLI = 1e6;

    private Units() {}

    static String millis(long nanos) {
        return "%.1f ms".formatted(nanos / NANOS_PER_MILLI);
    }
}
