package org.chorusmesh.settings;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write them: {@code 2s}, {@code 1.5ms}, {@code PT2S}. */
public final class Durations {

    private static final Pattern SIMPLE =
            Pattern.compile(
                    "([-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?)\\s*(ns|us|µs|ms|s|m|h|d)",
                    Pattern.CASE_INSENSITIVE);

    private static final List<String> UNITS = List.of("d", "h", "m", "s", "ms", "us");

    private static final double MAX_NANOS = 9e18;

    private Durations() {}

    /** The span in nanoseconds; empty if the text is not a span of time. */
    public static OptionalLong parse(String text) {
        Matcher matcher = SIMPLE.matcher(text.trim());
        if (matcher.matches()) {
            double nanos = Double.parseDouble(matcher.group(1)) * nanosOf(matcher.group(2));
            return (Math.abs(nanos) < MAX_NANOS)
                    ? OptionalLong.of(Math.round(nanos))
                    : OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Duration.parse(text.trim()).toNanos());
        } catch (DateTimeException | ArithmeticException unreadable) {
            return OptionalLong.empty();
        }
    }

    /**
     * Converts to nanoseconds. A duration that does not fit becomes the nearest value that does,
     * which is out of range for every setting.
     */
    public static long toNanosSaturated(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException ex) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** A span in the largest unit that makes a whole number of it, such as {@code 100us}. */
    public static String text(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        for (String unit : UNITS) {
            long length = (long) nanosOf(unit);
            if (nanos % length == 0) {
                return nanos / length + unit;
            }
        }
        return nanos + "ns";
    }

    private static double nanosOf(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "ns" -> 1;
            case "us", "µs" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            case "h" -> 3600e9;
            default -> 86_400e9;
        };
    }
}
