package org.chorusmesh.simulation.scenario;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;

/** The faults of a scenario that is refused. */
final class ScenarioFaults {

    private ScenarioFaults() {}

    static List<String> faults(String yaml) {
        return catchThrowableOfType(ScenarioException.class, () -> ScenarioReader.parse(yaml))
                .faults();
    }
}
