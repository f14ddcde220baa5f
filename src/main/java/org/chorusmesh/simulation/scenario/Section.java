package org.chorusmesh.simulation.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a scenario file. Each field is described once, for reading and for writing: a
 * method takes the fallback value, which applies if the file does not state the field, and returns
 * the value that applies. This value is also kept as part of the mapping to be {@linkplain
 * #written() written}. So a scenario is written by reading an empty file with the scenario as the
 * fallback.
 *
 * <p>A wrong value is recorded as a fault with its path, and the fallback is returned. So one pass
 * finds every mistake.
 */
final class Section {

    private final String path;
    private final @Nullable Map<?, ?> given;
    private final List<String> faults;
    private final Set<String> known = new LinkedHashSet<>();
    private final Map<String, Object> written = new LinkedHashMap<>();

    /**
     * @param path path of the mapping; empty for the whole file
     * @param given content of the mapping in the file; null if the file does not have it
     * @param faults the list to which mistakes are added
     */
    Section(String path, @Nullable Map<?, ?> given, List<String> faults) {
        this.path = path;
        this.given = given;
        this.faults = faults;
    }

    /** The values that apply, as a mapping to be written. */
    Map<String, Object> written() {
        return this.written;
    }

    /** Whether the file has this mapping. */
    boolean isGiven() {
        return this.given != null;
    }

    private String path(String field) {
        return this.path.isEmpty() ? field : this.path + "." + field;
    }

    void fault(String field, String message) {
        this.faults.add(path(field) + ": " + message);
    }

    /** Whether a field and everything inside it is free of mistakes. */
    boolean isSound(String field) {
        String start = path(field);
        return this.faults.stream()
                .filter((fault) -> fault.startsWith(start))
                .allMatch((fault) -> ":.[".indexOf(fault.charAt(start.length())) < 0);
    }

    /** The value in the file; null if it has none. */
    @Nullable Object given(String field) {
        this.known.add(field);
        return (this.given != null) ? this.given.get(field) : null;
    }

    boolean has(String field) {
        return given(field) != null;
    }

    /** Records a fault if a required field is missing. */
    void demand(String field) {
        if (!has(field) && this.given != null) {
            fault(field, "is missing");
        }
    }

    /**
     * Does the same if the mapping has no unknown field: a misspelt field is one mistake, not two.
     */
    void demandUnlessMisspelt(String field) {
        given(field);
        if (this.given != null && this.known.containsAll(this.given.keySet())) {
            demand(field);
        }
    }

    /** Reads a value. */
    <T> T get(String field, T fallback, Kind<T> kind) {
        T value = find(field, fallback, kind);
        return (value != null) ? value : fallback;
    }

    /** Reads an optional value. */
    <T> @Nullable T find(String field, @Nullable T fallback, Kind<T> kind) {
        @Nullable Object raw = given(field);
        @Nullable T value =
                (raw == null) ? fallback : kind.read(raw, (wrong) -> fault(field, wrong));
        if (value != null) {
            this.written.put(field, kind.written(value));
        }
        return value;
    }

    /** Reads a list of values. A single value is a list of one; wrong values are left out. */
    <T> List<T> list(String field, List<T> fallback, Kind<T> kind) {
        @Nullable Object raw = given(field);
        List<T> values = new ArrayList<>((raw == null) ? fallback : List.of());
        List<?> all = items(raw);
        for (int i = 0; i < all.size(); i++) {
            String item = item(field, i);
            @Nullable T value = kind.read(all.get(i), (wrong) -> fault(item, wrong));
            if (value != null && kind.isTwice(values, value)) {
                fault(item, "is a duplicate: " + kind.written(value));
            } else if (value != null) {
                values.add(value);
            }
        }
        if (!values.isEmpty()) {
            // A new list each time: the writer would replace a second use of the same object by an
            // alias.
            this.written.put(field, new ArrayList<>(values.stream().map(kind::written).toList()));
        }
        return values;
    }

    /** Reads a list of at least one value. */
    <T> List<T> some(String field, List<T> fallback, Kind<T> kind) {
        List<T> values = list(field, fallback, kind);
        if (values.isEmpty() && isSound(field)) {
            fault(field, "must not be empty");
        }
        return values;
    }

    private static List<?> items(@Nullable Object raw) {
        if (raw == null) {
            return List.of();
        }
        return (raw instanceof List<?> list) ? list : List.of(raw);
    }

    static String item(String field, int index) {
        return field + "[" + index + "]";
    }

    /** Reads a nested mapping. */
    Section section(String field) {
        @Nullable Object raw = given(field);
        Section section = (raw == null) ? nothing(field) : of(field, raw);
        this.written.put(field, section.written);
        return section;
    }

    private Section nothing(String field) {
        return new Section(path(field), null, this.faults);
    }

    private Section of(String field, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Section(path(field), map, this.faults);
        }
        fault(field, "must be a mapping, is " + Kind.shown(value));
        return nothing(field);
    }

    /**
     * Reads a list of mappings.
     *
     * @param elementFallback supplies what an element leaves out
     * @param each reads one element
     */
    <T> List<T> sections(
            String field, List<T> fallback, T elementFallback, BiFunction<Section, T, T> each) {
        @Nullable Object raw = given(field);
        List<Section> sections = new ArrayList<>();
        List<T> values = new ArrayList<>();
        List<?> all = (raw == null) ? fallback : items(raw);
        for (int i = 0; i < all.size(); i++) {
            String item = item(field, i);
            Section section = (raw == null) ? nothing(item) : of(item, all.get(i));
            if (raw == null || section.isGiven()) {
                values.add(each.apply(section, (raw == null) ? fallback.get(i) : elementFallback));
                section.close();
                sections.add(section);
            }
        }
        if (!sections.isEmpty()) {
            this.written.put(field, sections.stream().map(Section::written).toList());
        }
        return values;
    }

    /**
     * Reads a value in one of several forms, identified by the field that is present.
     *
     * @throws IllegalStateException if no form can write the fallback
     */
    <T> T oneOf(T fallback, List<? extends Form<? extends T>> forms) {
        List<String> words = forms.stream().map(Form::word).toList();
        this.known.addAll(words);
        if (this.given == null) {
            return Form.of(fallback, forms).write(this, fallback);
        }
        List<String> present = words.stream().filter(this.given::containsKey).toList();
        if (present.size() != 1) {
            String place = this.path.isEmpty() ? "scenario" : this.path;
            this.faults.add(place + ": must have exactly one of " + String.join(", ", words));
            return fallback;
        }
        if (this.given.get(present.get(0)) == null) {
            fault(present.get(0), "is empty");
            return fallback;
        }
        return forms.get(words.indexOf(present.get(0))).read(this);
    }

    /** Records a fault for each unknown field. */
    void close() {
        String all = String.join(", ", this.known);
        for (Object key : (this.given != null) ? this.given.keySet() : Set.of()) {
            if (!this.known.contains(String.valueOf(key))) {
                fault(Kind.shown(key), "is unknown; the known fields are " + all);
            }
        }
    }
}
