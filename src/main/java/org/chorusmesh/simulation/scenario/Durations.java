package org.chorusmesh.simulation.scenario;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write them: {@code 2s}, {@code 1.5ms}, {@code PT2S}. */
public final class Durations {

    private static final Pattern SIMPLE =
            Pattern.compile(
                    "([-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?)\\s*(ns|us|µs|ms|s|m|h|d)");

    private static final double MAX_NANOS = 9e18;

    private Durations() {}

    /** The span in nanoseconds; empty if the text is none. */
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

    private static double nanosOf(String unit) {
        return switch (unit) {
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
