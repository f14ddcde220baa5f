package org.chorusmesh.simulation.scenario;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * One of several forms in which a scenario file can state a value.
 *
 * @param word the field that identifies the form
 * @param fallback the value that supplies what the file leaves out
 * @param fits whether a value is written in this form
 * @param fields reads the field of that word and the fields inside it
 */
record Form<T>(String word, T fallback, Predicate<Object> fits, BiFunction<Section, T, T> fields) {

    /** The form for all values of one class. */
    static <T> Form<T> of(String word, T fallback, BiFunction<Section, T, T> fields) {
        return new Form<>(word, fallback, fallback.getClass()::isInstance, fields);
    }

    /** The form for one value, written as its word alone. */
    static <T> Form<T> word(String word, T value) {
        return new Form<>(
                word,
                value,
                value::equals,
                (s, same) -> {
                    if (!s.get(word, true, Kind.FLAG) && s.isSound(word)) {
                        s.fault(word, "must be true or absent");
                    }
                    return same;
                });
    }

    /**
     * The form in which a value is written.
     *
     * @throws IllegalStateException if no form fits
     */
    static <T> Form<? extends T> of(T value, List<? extends Form<? extends T>> forms) {
        for (Form<? extends T> form : forms) {
            if (form.fits().test(value)) {
                return form;
            }
        }
        throw new IllegalStateException("No form fits " + value);
    }

    T read(Section s) {
        return this.fields.apply(s, this.fallback);
    }

    /** Writes a value that {@linkplain #fits fits}. */
    @SuppressWarnings("unchecked")
    T write(Section s, Object value) {
        return this.fields.apply(s, (T) value);
    }
}
