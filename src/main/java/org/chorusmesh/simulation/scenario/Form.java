package org.chorusmesh.simulation.scenario;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * One of several forms that something can have in a scenario file.
 *
 * @param word the field that tells it from the others
 * @param usual what holds unless the file says something else
 * @param fits whether a value is written in this form
 * @param fields reads the field of that word, and what is in it
 */
record Form<T>(String word, T usual, Predicate<Object> fits, BiFunction<Section, T, T> fields) {

    /** The form of all values of one class. */
    static <T> Form<T> of(String word, T usual, BiFunction<Section, T, T> fields) {
        return new Form<>(word, usual, usual.getClass()::isInstance, fields);
    }

    /** The form of one value, that says nothing but its word. */
    static <T> Form<T> word(String word, T value) {
        return new Form<>(
                word,
                value,
                value::equals,
                (s, same) -> {
                    if (!s.get(word, true, Kind.FLAG) && s.isSound(word)) {
                        s.fault(word, "must be true, or leave it out");
                    }
                    return same;
                });
    }

    /**
     * The form in which a value is written.
     *
     * @throws IllegalStateException if there is none
     */
    static <T> Form<? extends T> of(T value, List<? extends Form<? extends T>> forms) {
        for (Form<? extends T> form : forms) {
            if (form.fits().test(value)) {
                return form;
            }
        }
        throw new IllegalStateException("There is no form for " + value);
    }

    T read(Section s) {
        return this.fields.apply(s, this.usual);
    }

    /** Writes a value that {@linkplain #fits fits}. */
    @SuppressWarnings("unchecked")
    T write(Section s, Object value) {
        return this.fields.apply(s, (T) value);
    }
}
