package org.chorusmesh.web;

import java.util.Locale;

/** From the units of the rooms below to those of the API. */
final class Units {

    private static final double NANOS_PER_SECOND = 1e9;

    private static final double NANOS_PER_MILLI = 1e6;

    private static final double NANOS_PER_MICRO = 1e3;

    private Units() {}

    static double hertz(double radiansPerSecond) {
        return radiansPerSecond / (2 * Math.PI);
    }

    static double seconds(long nanos) {
        return nanos / NANOS_PER_SECOND;
    }

    static double millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }

    static double micros(long nanos) {
        return nanos / NANOS_PER_MICRO;
    }

    static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
