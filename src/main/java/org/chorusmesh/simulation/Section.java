package org.chorusmesh.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a YAML file, read field by field. A field that is missing gets its default; one
 * that is wrong gets it too and is noted as a fault with its path, so that one reading finds all of
 * them. What has not been asked for by {@link #close()} is an unknown field, and so a fault.
 */
final class Section {

    private final String path;
    private final Map<?, ?> fields;
    private final List<String> faults;
    private final Set<String> asked = new LinkedHashSet<>();

    Section(String path, Map<?, ?> fields, List<String> faults) {
        this.path = path;
        this.fields = fields;
        this.faults = faults;
    }

    String path(String field) {
        return this.path.isEmpty() ? field : this.path + "." + field;
    }

    void fault(String field, String message) {
        this.faults.add(path(field) + ": " + message);
    }

    boolean has(String field) {
        this.asked.add(field);
        return this.fields.get(field) != null;
    }

    @Nullable Object raw(String field) {
        this.asked.add(field);
        return this.fields.get(field);
    }

    String text(String field, String otherwise) {
        Object value = raw(field);
        return (value == null) ? otherwise : value.toString();
    }

    boolean flag(String field, boolean otherwise) {
        Object value = raw(field);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        fault(field, "must be true or false, is " + value);
        return otherwise;
    }

    double number(String field, double otherwise, double min, double max) {
        Object value = raw(field);
        if (value == null) {
            return otherwise;
        }
        return number(field, value, otherwise, min, max);
    }

    private double number(String field, Object value, double otherwise, double min, double max) {
        if (!(value instanceof Number number)) {
            fault(field, "must be a number, is " + value);
            return otherwise;
        }
        double x = number.doubleValue();
        if (!(x >= min && x <= max)) {
            fault(
                    field,
                    "must be between %s and %s, is %s".formatted(plain(min), plain(max), plain(x)));
            return otherwise;
        }
        return x;
    }

    private static String plain(double x) {
        return (x == Math.rint(x) && Math.abs(x) < 1e15)
                ? Long.toString((long) x)
                : Double.toString(x);
    }

    @Nullable Double optionalNumber(String field, double min, double max) {
        return has(field) ? Double.valueOf(number(field, min, min, max)) : null;
    }

    long integer(String field, long otherwise, long min, long max) {
        Object value = raw(field);
        if (value == null) {
            return otherwise;
        }
        if (!(value instanceof Integer || value instanceof Long)) {
            fault(field, "must be a whole number, is " + value);
            return otherwise;
        }
        long x = ((Number) value).longValue();
        if (x < min || x > max) {
            fault(field, "must be between %d and %d, is %d".formatted(min, max, x));
            return otherwise;
        }
        return x;
    }

    long duration(String field, long otherwise, long min, long max) {
        Object value = raw(field);
        if (value == null) {
            return otherwise;
        }
        OptionalLong nanos = Durations.parse(value.toString());
        if (nanos.isEmpty()) {
            fault(field, "must be a duration such as 2s, 50ms or PT2S, is " + value);
            return otherwise;
        }
        if (nanos.getAsLong() < min || nanos.getAsLong() > max) {
            fault(
                    field,
                    "must be between %s and %s, is %s"
                            .formatted(seconds(min), seconds(max), value));
            return otherwise;
        }
        return nanos.getAsLong();
    }

    private static String seconds(long nanos) {
        return (nanos == Long.MAX_VALUE) ? "any duration" : plain(nanos * 1e-9) + "s";
    }

    @Nullable Long optionalDuration(String field, long min, long max) {
        return has(field) ? Long.valueOf(duration(field, min, min, max)) : null;
    }

    <E extends Enum<E>> E choice(String field, E otherwise, Class<E> type) {
        Object value = raw(field);
        return (value == null) ? otherwise : choice(field, value, otherwise, type);
    }

    private <E extends Enum<E>> E choice(String field, Object value, E otherwise, Class<E> type) {
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String word = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (word.equals(value.toString())) {
                return constant;
            }
            words.add(word);
        }
        fault(field, "must be one of " + String.join(", ", words) + ", is " + value);
        return otherwise;
    }

    <E extends Enum<E>> List<E> choices(String field, Class<E> type) {
        List<E> chosen = new ArrayList<>();
        int i = 0;
        for (Object item : items(field)) {
            chosen.add(choice(field + "[" + i++ + "]", item, type.getEnumConstants()[0], type));
        }
        return chosen;
    }

    /** The items of a list; one that stands alone is a list of one. */
    List<?> items(String field) {
        Object value = raw(field);
        if (value == null) {
            return List.of();
        }
        return (value instanceof List<?> list) ? list : List.of(value);
    }

    List<Double> numbers(String field, double min, double max) {
        List<Double> numbers = new ArrayList<>();
        int i = 0;
        for (Object item : items(field)) {
            numbers.add(
                    number(field + "[" + i++ + "]", (item == null) ? "empty" : item, 0, min, max));
        }
        return numbers;
    }

    List<Integer> integers(String field, int min, int max) {
        List<Integer> integers = new ArrayList<>();
        int i = 0;
        for (Object item : items(field)) {
            String name = field + "[" + i++ + "]";
            if (!(item instanceof Integer x)) {
                fault(name, "must be a whole number, is " + item);
            } else if (x < min || x > max) {
                fault(name, "must be between %d and %d, is %d".formatted(min, max, x));
            } else {
                integers.add(x);
            }
        }
        return integers;
    }

    /** A mapping inside; an empty one if it is missing. */
    Section section(String field) {
        Object value = raw(field);
        if (value == null) {
            return new Section(path(field), Map.of(), this.faults);
        }
        return of(field, value);
    }

    /** The mappings of a list. */
    List<Section> sections(String field) {
        List<Section> sections = new ArrayList<>();
        int i = 0;
        for (Object item : items(field)) {
            sections.add(of(field + "[" + i++ + "]", (item == null) ? "empty" : item));
        }
        return sections;
    }

    private Section of(String field, Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Section(path(field), map, this.faults);
        }
        fault(field, "must be a mapping, is " + value);
        return new Section(path(field), Map.of(), this.faults);
    }

    /** Which of some fields, of which exactly one must be there; null, and a fault, otherwise. */
    @Nullable String oneOf(String... names) {
        List<String> present = new ArrayList<>();
        for (String name : names) {
            if (this.fields.containsKey(name)) {
                present.add(name);
            }
            this.asked.add(name);
        }
        if (present.size() == 1) {
            return present.get(0);
        }
        this.faults.add(
                (this.path.isEmpty() ? "scenario" : this.path)
                        + ": must have exactly one of "
                        + String.join(", ", names));
        return null;
    }

    /** Notes every field that nobody asked for. */
    void close() {
        for (Object key : this.fields.keySet()) {
            if (!this.asked.contains(String.valueOf(key))) {
                fault(
                        String.valueOf(key),
                        "is not known; known here are " + String.join(", ", this.asked));
            }
        }
    }
}
