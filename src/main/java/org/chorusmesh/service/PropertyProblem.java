package org.chorusmesh.service;

import org.jspecify.annotations.Nullable;

/**
 * One bad property.
 *
 * @param property its whole name
 * @param value what it was given, masked where it is secret; null where it was given nothing
 * @param origin where that was given; null where that is not known
 * @param reason what it must be
 */
record PropertyProblem(
        String property, @Nullable String value, @Nullable String origin, String reason) {

    /** One line for a failure report. */
    String describe() {
        StringBuilder line = new StringBuilder(this.property);
        if (this.value != null) {
            line.append(" = ").append(this.value);
        }
        line.append(": ").append(this.reason);
        if (this.origin != null) {
            line.append(" (from ").append(this.origin).append(")");
        }
        return line.toString();
    }
}
