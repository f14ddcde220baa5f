package org.chorusmesh.settings;

import java.util.Set;

/**
 * One rule that a value breaks.
 *
 * @param field the name of the field at fault, as REST spells it
 * @param message what it must be, to be read after the name
 * @param judgedWith other settings that the rule looks at
 */
public record Violation(String field, String message, Set<Setting> judgedWith) {

    /** A rule that looks at nothing else. */
    public Violation(String field, String message) {
        this(field, message, Set.of());
    }
}
