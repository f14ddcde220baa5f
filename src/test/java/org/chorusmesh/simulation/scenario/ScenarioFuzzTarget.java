package org.chorusmesh.simulation.scenario;

import java.nio.charset.StandardCharsets;

/**
 * Any text as a scenario: it is read, or refused with its faults; and what was read comes back when
 * it is written again.
 */
public final class ScenarioFuzzTarget {

    private ScenarioFuzzTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Scenario scenario;
        try {
            scenario = ScenarioReader.parse(new String(data, StandardCharsets.UTF_8));
        } catch (ScenarioException wrong) {
            if (wrong.faults().isEmpty()) {
                throw new AssertionError("Refused without a fault", wrong);
            }
            return;
        }
        String written = ScenarioWriter.write(scenario);
        if (!ScenarioReader.parse(written).equals(scenario)) {
            throw new AssertionError(scenario + " does not come back from\n" + written);
        }
    }
}
