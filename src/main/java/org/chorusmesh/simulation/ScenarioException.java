package org.chorusmesh.simulation;

import java.util.List;

/** A scenario that cannot be run. The message names every mistake with its path. */
final class ScenarioException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<String> faults;

    ScenarioException(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
        this.faults = List.copyOf(faults);
    }

    /** Every mistake: its path, a colon, and what is wrong. */
    List<String> faults() {
        return this.faults;
    }
}
