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
 * method takes the value that holds unless the file says another, and returns the one that holds.
 * What holds is also kept as the mapping to be {@linkplain #written() written}. So a scenario is
 * written by reading a file that says nothing, with the scenario as what holds otherwise.
 *
 * <p>A wrong value is noted as a fault with its path, and what holds otherwise is returned. So one
 * reading finds every mistake.
 */
final class Section {

    private final String path;
    private final @Nullable Map<?, ?> given;
    private final List<String> faults;
    private final Set<String> known = new LinkedHashSet<>();
    private final Map<String, Object> written = new LinkedHashMap<>();

    /**
     * A mapping.
     *
     * @param path where it stands; empty for the whole file
     * @param given what the file says; null if it says nothing
     * @param faults where mistakes are noted
     */
    Section(String path, @Nullable Map<?, ?> given, List<String> faults) {
        this.path = path;
        this.given = given;
        this.faults = faults;
    }

    /** What holds, as a mapping to be written. */
    Map<String, Object> written() {
        return this.written;
    }

    /** Whether this mapping stands in the file. */
    boolean isGiven() {
        return this.given != null;
    }

    private String path(String field) {
        return this.path.isEmpty() ? field : this.path + "." + field;
    }

    void fault(String field, String message) {
        this.faults.add(path(field) + ": " + message);
    }

    /** Whether nothing is wrong with a field, or with anything in it. */
    boolean isSound(String field) {
        String start = path(field);
        return this.faults.stream()
                .filter((fault) -> fault.startsWith(start))
                .allMatch((fault) -> ":.[".indexOf(fault.charAt(start.length())) < 0);
    }

    /** What the file says; null if nothing. */
    @Nullable Object given(String field) {
        this.known.add(field);
        return (this.given != null) ? this.given.get(field) : null;
    }

    boolean has(String field) {
        return given(field) != null;
    }

    /** Notes a field that must be there and is not. */
    void demand(String field) {
        if (!has(field) && this.given != null) {
            fault(field, "is missing");
        }
    }

    /** The same where nothing but known fields stand here: one mistake is one fault. */
    void demandUnlessMisspelt(String field) {
        given(field);
        if (this.given != null && this.known.containsAll(this.given.keySet())) {
            demand(field);
        }
    }

    /** A value. */
    <T> T get(String field, T otherwise, Kind<T> kind) {
        T value = find(field, otherwise, kind);
        return (value != null) ? value : otherwise;
    }

    /** A value that may be missing. */
    <T> @Nullable T find(String field, @Nullable T otherwise, Kind<T> kind) {
        @Nullable Object raw = given(field);
        @Nullable T value =
                (raw == null) ? otherwise : kind.read(raw, (wrong) -> fault(field, wrong));
        if (value != null) {
            this.written.put(field, kind.written(value));
        }
        return value;
    }

    /** Values. One that stands alone is a list of one; wrong ones are left out. */
    <T> List<T> list(String field, List<T> otherwise, Kind<T> kind) {
        @Nullable Object raw = given(field);
        List<T> values = new ArrayList<>((raw == null) ? otherwise : List.of());
        List<?> all = items(raw);
        for (int i = 0; i < all.size(); i++) {
            String item = item(field, i);
            @Nullable T value = kind.read(all.get(i), (wrong) -> fault(item, wrong));
            if (value != null && kind.isTwice(values, value)) {
                fault(item, "stands there twice: " + kind.written(value));
            } else if (value != null) {
                values.add(value);
            }
        }
        if (!values.isEmpty()) {
            // A new list: what stands twice would be written as an alias of the first.
            this.written.put(field, new ArrayList<>(values.stream().map(kind::written).toList()));
        }
        return values;
    }

    /** Values, at least one. */
    <T> List<T> some(String field, List<T> otherwise, Kind<T> kind) {
        List<T> values = list(field, otherwise, kind);
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

    /** A mapping inside. */
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
     * The mappings of a list.
     *
     * @param usual what holds for each unless it says something else
     * @param each reads one
     */
    <T> List<T> sections(String field, List<T> otherwise, T usual, BiFunction<Section, T, T> each) {
        @Nullable Object raw = given(field);
        List<Section> sections = new ArrayList<>();
        List<T> values = new ArrayList<>();
        List<?> all = (raw == null) ? otherwise : items(raw);
        for (int i = 0; i < all.size(); i++) {
            String item = item(field, i);
            Section section = (raw == null) ? nothing(item) : of(item, all.get(i));
            if (raw == null || section.isGiven()) {
                values.add(each.apply(section, (raw == null) ? otherwise.get(i) : usual));
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
     * One of several forms, told apart by the field that stands there.
     *
     * @throws IllegalStateException if no form can write what holds otherwise
     */
    <T> T oneOf(T otherwise, List<? extends Form<? extends T>> forms) {
        List<String> words = forms.stream().map(Form::word).toList();
        this.known.addAll(words);
        if (this.given == null) {
            return Form.of(otherwise, forms).write(this, otherwise);
        }
        List<String> present = words.stream().filter(this.given::containsKey).toList();
        if (present.size() != 1) {
            String place = this.path.isEmpty() ? "scenario" : this.path;
            this.faults.add(place + ": must have exactly one of " + String.join(", ", words));
            return otherwise;
        }
        if (this.given.get(present.get(0)) == null) {
            fault(present.get(0), "is empty");
            return otherwise;
        }
        return forms.get(words.indexOf(present.get(0))).read(this);
    }

    /** Notes every field that is not known. */
    void close() {
        String all = String.join(", ", this.known);
        for (Object key : (this.given != null) ? this.given.keySet() : Set.of()) {
            if (!this.known.contains(String.valueOf(key))) {
                fault(Kind.shown(key), "is not known; known here are " + all);
            }
        }
    }
}
