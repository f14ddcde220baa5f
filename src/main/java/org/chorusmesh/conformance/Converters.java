package org.chorusmesh.conformance;

import java.time.Duration;
import java.util.function.Function;
import org.chorusmesh.gossip.Endpoint;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converters for the options of the command. */
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

    /** A duration greater than 0. */
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
                        "'"
                                + text
                                + "' is not a duration greater than 0, such as 30s, 500ms or PT1M");
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
