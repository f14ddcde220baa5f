package org.chorusmesh.conformance;

import java.time.Duration;
import java.util.function.Function;
import org.chorusmesh.gossip.Endpoint;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How options are read. */
final class Converters {

    private Converters() {}

    /** An address to dial. */
    static final class Member implements ITypeConverter<Endpoint> {

        @Override
        public Endpoint convert(String text) {
            return endpoint(Endpoint::parsePeer, text);
        }
    }

    /** An address to bind. */
    static final class Bind implements ITypeConverter<Endpoint> {

        @Override
        public Endpoint convert(String text) {
            return endpoint(Endpoint::parse, text);
        }
    }

    /** A span of time above 0. */
    static final class Time implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            try {
                Duration time = DurationStyle.detectAndParse(text);
                if (text.chars().allMatch(Character::isDigit)
                        || time.isZero()
                        || time.isNegative()) {
                    throw new IllegalArgumentException(text);
                }
                return time;
            } catch (IllegalArgumentException ex) {
                throw new TypeConversionException(
                        "'" + text + "' is no time above 0, such as 30s, 500ms or PT1M");
            }
        }
    }

    private static Endpoint endpoint(Function<String, Endpoint> parser, String text) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException ex) {
            throw new TypeConversionException(String.valueOf(ex.getMessage()));
        }
    }
}
