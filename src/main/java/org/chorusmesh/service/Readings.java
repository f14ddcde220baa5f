package org.chorusmesh.service;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.util.ClassUtils;

/** How a value of a type is to be written, in words, for those who wrote it otherwise. */
final class Readings {

    private Readings() {}

    static String expectation(Bindable<?> target, Exception error) {
        Class<?> type =
                ClassUtils.resolvePrimitiveIfNecessary(target.getType().resolve(Object.class));
        if (type == Double.class) {
            return "must be a number";
        }
        if (type == Integer.class || type == Long.class) {
            return "must be a whole number";
        }
        if (type == Boolean.class) {
            return "must be true or false";
        }
        if (type == Duration.class) {
            return "must be a duration such as 2s or PT2S";
        }
        if (type == InitialPhase.class) {
            return "must be a number of radians or 'random'";
        }
        if (type == OverlayDegree.class) {
            return "must be an even number from 4 to 64, or 'full'";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", "must be one of ", ""));
        }
        return "cannot be read: " + error.getMessage();
    }
}
