package org.chorusmesh.web;

import java.util.List;
import org.chorusmesh.beat.BeatReport;

/** Numbers of beats as a request gives them. */
final class BeatNumbers {

    private BeatNumbers() {}

    /**
     * Reads a number.
     *
     * @param field where it was given
     * @param min the least
     * @throws ApiException 400 if it is not a whole number from the least to 2^47 − 1
     */
    static long parse(String field, String text, long min) {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= min && number <= BeatReport.MAX_NUMBER) {
                return number;
            }
        } catch (NumberFormatException ex) {
            // The same answer as for one out of range.
        }
        throw ApiException.invalid(
                List.of(
                        new FieldError(
                                field,
                                "must be a whole number from %d to %d"
                                        .formatted(min, BeatReport.MAX_NUMBER))));
    }
}
