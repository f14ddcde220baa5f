package org.chorusmesh.simulation.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.chorusmesh.settings.Durations;
import org.chorusmesh.settings.Setting;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a YAML file, read field by field. A field that is missing gets its default; one
 * that is wrong gets it too and is noted as a fault with its path, so that one reading finds all of
 * them. What has not been asked for by {@link #close()} is an unknown field, and so a fault.
 */
final class Section {

    private static final int MAX_SHOWN = 60;

    private final String path;
    private final Map<?, ?> fields;
    private final List<String> faults;
    private final Set<String> asked = new LinkedHashSet<>();

    private final boolean broken;

    Section(String path, Map<?, ?> fields, List<String> faults) {
        this(path, fields, faults, false);
    }

    private Section(String path, Map<?, ?> fields, List<String> faults, boolean broken) {
        this.path = path;
        this.fields = fields;
        this.faults = faults;
        this.broken = broken;
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

    /** Notes a field that must be there and is not. */
    void demand(String field) {
        if (!has(field) && !this.broken) {
            fault(field, "is missing");
        }
    }

    /** The same where nothing stands here but others that are known: one mistake is one fault. */
    void demandUnlessMisspelt(String field, String... others) {
        if (Arrays.asList(others).containsAll(this.fields.keySet())) {
            demand(field);
        }
        raw(field);
    }

    @Nullable Object raw(String field) {
        this.asked.add(field);
        return this.fields.get(field);
    }

    String text(String field, String otherwise) {
        Object value = raw(field);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Map || value instanceof Collection || value instanceof byte[]) {
            fault(field, "must be a text, is " + shown(value));
            return otherwise;
        }
        return value.toString();
    }

    /** One of some words. */
    String word(String field, String otherwise, String... words) {
        String word = text(field, otherwise);
        if (!List.of(words).contains(word)) {
            fault(field, "must be %s, is %s".formatted(String.join(" or ", words), shown(word)));
            return otherwise;
        }
        return word;
    }

    /** How many faults there are so far, in the whole file. */
    int faults() {
        return this.faults.size();
    }

    /** What somebody wrote, so short that it can stand in a message. */
    static String shown(@Nullable Object value) {
        if (value instanceof Map) {
            return "a mapping";
        }
        if (value instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
            return cut(list.toString());
        }
        if (value instanceof Collection) {
            return "a list";
        }
        if (value instanceof byte[]) {
            return "binary";
        }
        return (value == null) ? "empty" : cut(value.toString());
    }

    private static String cut(String value) {
        String text = value.replaceAll("\\p{Cntrl}", " ");
        return (text.length() > MAX_SHOWN) ? text.substring(0, MAX_SHOWN) + "…" : text;
    }

    boolean flag(String field, boolean otherwise) {
        Object value = raw(field);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        fault(field, "must be true or false, is " + shown(value));
        return otherwise;
    }

    double number(String field, double otherwise, double min, double max) {
        Object value = raw(field);
        if (value == null) {
            return otherwise;
        }
        return number(field, value, otherwise, min, max);
    }

    private double number(
            String field, @Nullable Object value, double otherwise, double min, double max) {
        if (!(value instanceof Number number)) {
            fault(field, "must be a number, is " + shown(value));
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
            fault(field, "must be a whole number, is " + shown(value));
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
        return duration(field, value, otherwise, min, max);
    }

    private long duration(
            String field, @Nullable Object value, long otherwise, long min, long max) {
        OptionalLong nanos = Durations.parse(String.valueOf(value));
        if (nanos.isEmpty()) {
            fault(field, "must be a duration such as 2s, 50ms or PT2S, is " + shown(value));
            return otherwise;
        }
        if (nanos.getAsLong() < min || nanos.getAsLong() > max) {
            fault(
                    field,
                    "must be between %s and %s, is %s"
                            .formatted(seconds(min), seconds(max), shown(value)));
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

    /** The value of a setting; another where it is missing or wrong. */
    Number setting(Setting setting, Number otherwise) {
        Number min = setting.min();
        Number max = setting.max();
        // No conditional expression, which would make a double of either.
        if (setting.isDuration()) {
            return duration(
                    setting.word(), otherwise.longValue(), min.longValue(), max.longValue());
        }
        return number(
                setting.word(), otherwise.doubleValue(), min.doubleValue(), max.doubleValue());
    }

    <E extends Enum<E>> E choice(String field, E otherwise, Class<E> type) {
        Object value = raw(field);
        return (value == null) ? otherwise : choice(field, value, otherwise, type);
    }

    private <E extends Enum<E>> E choice(
            String field, @Nullable Object value, E otherwise, Class<E> type) {
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String word = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (word.equals(value)) {
                return constant;
            }
            words.add(word);
        }
        fault(field, "must be one of " + String.join(", ", words) + ", is " + shown(value));
        return otherwise;
    }

    <E extends Enum<E>> List<E> choices(String field, Class<E> type) {
        List<E> chosen = new ArrayList<>();
        int i = 0;
        for (Object item : items(field)) {
            String name = field + "[" + i++ + "]";
            int before = faults();
            E choice = choice(name, item, type.getEnumConstants()[0], type);
            if (faults() == before && chosen.contains(choice)) {
                fault(name, "stands there twice: " + shown(item));
            } else if (faults() == before) {
                chosen.add(choice);
            }
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

    /** Durations in nanoseconds; the faulty ones are left out. */
    List<Long> durations(String field, long min, long max) {
        List<Long> durations = new ArrayList<>();
        int i = 0;
        for (Object item : items(field)) {
            int before = faults();
            long nanos = duration(field + "[" + i++ + "]", item, min, min, max);
            if (faults() == before) {
                durations.add(nanos);
            }
        }
        return durations;
    }

    List<Double> numbers(String field, double min, double max) {
        List<Double> numbers = new ArrayList<>();
        int i = 0;
        for (Object item : items(field)) {
            numbers.add(number(field + "[" + i++ + "]", item, 0, min, max));
        }
        return numbers;
    }

    List<Integer> integers(String field, int min, int max) {
        List<Integer> integers = new ArrayList<>();
        int i = 0;
        for (Object item : items(field)) {
            String name = field + "[" + i++ + "]";
            if (!(item instanceof Integer x)) {
                fault(name, "must be a whole number, is " + shown(item));
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
            sections.add(of(field + "[" + i++ + "]", item));
        }
        return sections;
    }

    private Section of(String field, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Section(path(field), map, this.faults);
        }
        fault(field, "must be a mapping, is " + shown(value));
        return new Section(path(field), Map.of(), this.faults, true);
    }

    /** Which of some fields, of which exactly one must be there; null, and a fault, otherwise. */
    @Nullable String oneOf(String... names) {
        if (this.broken) {
            return null;
        }
        List<String> present = new ArrayList<>();
        for (String name : names) {
            if (this.fields.containsKey(name)) {
                present.add(name);
            }
            this.asked.add(name);
        }
        if (present.size() != 1) {
            this.faults.add(
                    (this.path.isEmpty() ? "scenario" : this.path)
                            + ": must have exactly one of "
                            + String.join(", ", names));
            return null;
        }
        if (this.fields.get(present.get(0)) == null) {
            fault(present.get(0), "is empty");
            return null;
        }
        return present.get(0);
    }

    /** Whether something else stands where a mapping ought to; the fault is noted. */
    boolean isBroken() {
        return this.broken;
    }

    /** Notes every field that nobody asked for. */
    void close() {
        for (Object key : this.fields.keySet()) {
            if (!this.asked.contains(String.valueOf(key))) {
                fault(shown(key), "is not known; known here are " + String.join(", ", this.asked));
            }
        }
    }
}
