package org.chorusmesh.simulation.scenario;

import java.util.ArrayList;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Writes a scenario as a file from which the same scenario is read, to the last bit: durations in
 * whole nanoseconds, frequencies in rad/s.
 */
public final class ScenarioWriter {

    private static final int WIDTH = 130;

    private ScenarioWriter() {}

    /** The text of the file. */
    public static String write(Scenario scenario) {
        Section nothing = new Section("", null, new ArrayList<>());
        ScenarioFields.read(nothing, scenario);
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
        options.setWidth(WIDTH);
        return new Yaml(options).dump(nothing.written());
    }
}
