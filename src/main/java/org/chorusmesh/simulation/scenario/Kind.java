package org.chorusmesh.simulation.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.chorusmesh.settings.Durations;
import org.chorusmesh.settings.Setting;
import org.jspecify.annotations.Nullable;

/**
 * A kind of value in a scenario file: how to read it, with its bounds, and how to write it.
 *
 * @param reader converts from the form in the file, or throws {@link Wrong}
 * @param writer converts to the form in the file
 * @param once whether a list must not hold a value twice
 */
record Kind<T>(Function<@Nullable Object, T> reader, Function<T, Object> writer, boolean once) {

    private static final int MAX_SHOWN = 60;

    private static final class Wrong extends RuntimeException {

        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message, null, false, false);
        }
    }

    static final Kind<String> TEXT =
            of(
                    (raw) ->
                            (raw instanceof Map
                                            || raw instanceof Collection
                                            || raw instanceof byte[])
                                    ? wrong("must be text", raw)
                                    : String.valueOf(raw));

    static final Kind<Boolean> FLAG =
            of((raw) -> (raw instanceof Boolean f) ? f : wrong("must be true or false", raw));

    /** True for {@code align}, false for {@code free}. */
    static final Kind<Boolean> JOIN =
            new Kind<>(
                    (raw) -> word("free", "align").reader.apply(raw).equals("align"),
                    (align) -> align ? "align" : "free",
                    false);

    private static <T> Kind<T> of(Function<@Nullable Object, T> reader) {
        return new Kind<>(reader, (value) -> value, false);
    }

    private static <T> T wrong(String rule, @Nullable Object is) {
        throw new Wrong(rule + ", is " + shown(is));
    }

    /**
     * Reads a value; null if it is not of this kind or out of bounds.
     *
     * @param fault receives what is wrong with it
     */
    @Nullable T read(@Nullable Object raw, Consumer<String> fault) {
        try {
            return this.reader.apply(raw);
        } catch (Wrong wrong) {
            fault.accept(wrong.getMessage());
            return null;
        }
    }

    Object written(T value) {
        return this.writer.apply(value);
    }

    /** Whether a value is a forbidden duplicate in a list. */
    boolean isTwice(List<T> others, T value) {
        return this.once && others.contains(value);
    }

    static Kind<Double> number(double min, double max) {
        String rule = between(plain(min), plain(max));
        return of(
                (raw) -> {
                    double x =
                            (raw instanceof Number number)
                                    ? number.doubleValue()
                                    : wrong("must be a number", raw);
                    return (x >= min && x <= max) ? x : wrong(rule, plain(x));
                });
    }

    /** Any whole number. */
    static final Kind<Long> WHOLE =
            of(
                    (raw) ->
                            (raw instanceof Integer || raw instanceof Long)
                                    ? Long.valueOf(((Number) raw).longValue())
                                    : wrong("must be a whole number", raw));

    /** A whole number within bounds. */
    static Kind<Long> whole(long min, long max) {
        return of(
                (raw) -> {
                    long x = WHOLE.reader.apply(raw);
                    return (x >= min && x <= max) ? Long.valueOf(x) : wrong(between(min, max), x);
                });
    }

    static Kind<Integer> integer(int min, int max) {
        return of(
                (raw) -> {
                    long x = WHOLE.reader.apply(raw);
                    return (x >= min && x <= max)
                            ? Integer.valueOf((int) x)
                            : wrong(between(min, max), x);
                });
    }

    /** Index of one of n nodes. */
    static Kind<Integer> node(int n) {
        return integer(0, n - 1);
    }

    /** A duration, nanoseconds. */
    static Kind<Long> span(long min, long max) {
        return new Kind<>(
                (raw) -> {
                    OptionalLong nanos = Durations.parse(String.valueOf(raw));
                    if (nanos.isEmpty()) {
                        return wrong("must be a duration such as 2s, 50ms or PT2S", raw);
                    }
                    long x = nanos.getAsLong();
                    return (x >= min && x <= max)
                            ? x
                            : wrong(between(Durations.text(min), Durations.text(max)), raw);
                },
                (nanos) -> nanos + "ns",
                false);
    }

    /** A value of a setting, within its bounds. */
    static Kind<Number> setting(Setting setting) {
        Number min = setting.min();
        Number max = setting.max();
        Kind<? extends Number> kind =
                setting.isDuration()
                        ? span(min.longValue(), max.longValue())
                        : number(min.doubleValue(), max.doubleValue());
        return new Kind<>(
                kind.reader::apply, (value) -> setting.isDuration() ? value + "ns" : value, false);
    }

    /** One of some words. */
    static Kind<String> word(String... words) {
        String rule = "must be " + String.join(" or ", words);
        return of(
                (raw) -> {
                    String word = TEXT.reader.apply(raw);
                    return Arrays.asList(words).contains(word) ? word : wrong(rule, word);
                });
    }

    /** A constant of an enum; a list holds each at most once. */
    static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
        List<E> constants = Arrays.asList(type.getEnumConstants());
        List<String> words = constants.stream().map(Kind::word).toList();
        return new Kind<>(
                (raw) -> {
                    int index = words.indexOf(String.valueOf(raw));
                    return (index >= 0)
                            ? constants.get(index)
                            : wrong("must be one of " + String.join(", ", words), raw);
                },
                Kind::word,
                true);
    }

    /** The written form of a constant: lower case with dashes. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A pair of different nodes, of n. */
    static Kind<List<Integer>> pair(int n) {
        String rule = "must be a pair of different nodes 0 … " + (n - 1);
        return new Kind<>(
                (raw) ->
                        (raw instanceof List<?> pair
                                        && pair.size() == 2
                                        && isNode(pair.get(0), n)
                                        && isNode(pair.get(1), n)
                                        && !pair.get(0).equals(pair.get(1)))
                                ? List.of((Integer) pair.get(0), (Integer) pair.get(1))
                                : wrong(rule, raw),
                ArrayList::new,
                false);
    }

    /** A list of nodes, of n. */
    static Kind<List<Integer>> group(int n) {
        return new Kind<>(
                (raw) -> {
                    List<Integer> group = new ArrayList<>();
                    for (Object item : (raw instanceof List<?> list) ? list : List.of(shown(raw))) {
                        if (!isNode(item, n)) {
                            throw new Wrong(
                                    "must list nodes 0 … %d, has %s".formatted(n - 1, shown(item)));
                        }
                        group.add((Integer) item);
                    }
                    return group;
                },
                ArrayList::new,
                false);
    }

    private static boolean isNode(@Nullable Object raw, int n) {
        return raw instanceof Integer node && node >= 0 && node < n;
    }

    private static String between(Object min, Object max) {
        return "must be between " + min + " and " + max;
    }

    private static String plain(double x) {
        boolean whole = x == Math.rint(x) && Math.abs(x) < 1e15;
        return whole ? Long.toString((long) x) : Double.toString(x);
    }

    /** A value from the file in a form that is short enough for a message. */
    static String shown(@Nullable Object value) {
        if (value instanceof Map) {
            return "a mapping";
        }
        if (value instanceof Collection<?> all
                && !(all instanceof List && all.stream().allMatch(Number.class::isInstance))) {
            return "a list";
        }
        String text = (value == null) ? "empty" : value.toString().replaceAll("\\p{Cntrl}", " ");
        text = (value instanceof byte[]) ? "binary" : text;
        return (text.length() > MAX_SHOWN) ? text.substring(0, MAX_SHOWN) + "…" : text;
    }
}
