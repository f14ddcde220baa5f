package org.chorusmesh.simulation.scenario;

import java.util.List;

/** A scenario that cannot be run. The message names every mistake with its path. */
public final class ScenarioException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<String> faults;

    /** Mistakes, each with its path, a colon, and what is wrong. */
    public ScenarioException(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
        this.faults = List.copyOf(faults);
    }

    /** Every mistake: its path, a colon, and what is wrong. */
    public List<String> faults() {
        return this.faults;
    }
}
