package org.chorusmesh.simulation.scenario;

import java.util.List;

/**
 * Thrown if a scenario or a command line is invalid. The message names every mistake with its path.
 */
public final class ScenarioException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<String> faults;

    /**
     * @param faults the mistakes, each with its path, a colon, and what is wrong
     */
    public ScenarioException(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
        this.faults = List.copyOf(faults);
    }

    /** All mistakes, each with its path, a colon, and what is wrong. */
    public List<String> faults() {
        return this.faults;
    }
}
