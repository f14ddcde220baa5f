package org.chorusmesh.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From the units of the rooms below to those of the API. */
final class Units {

    private static final double NANOS_PER_SECOND = 1e9;

    private static final double NANOS_PER_MILLI = 1e6;

    private static final double NANOS_PER_MICRO = 1e3;

    private static final double[] POWERS_OF_TEN = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

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

    /**
     * A value with so many decimals; null where it is no finite number, which JSON does not have.
     */
    static @Nullable Double rounded(double value, int decimals) {
        return Double.isFinite(value) ? round(value, decimals) : null;
    }

    /** A finite value with so many decimals. */
    static double round(double value, int decimals) {
        double scale = POWERS_OF_TEN[decimals];
        // Adding 0 makes a negative zero positive.
        return Math.rint(value * scale) / scale + 0.0;
    }

    static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
