package org.chorusmesh.simulation.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.chorusmesh.simulation.scenario.Scenario;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code run.html}, a page that plays the runs of a scenario back. It is one file that needs
 * no network and loads nothing else.
 */
public final class RunPage {

    private RunPage() {}

    /**
     * Writes one.
     *
     * @param runs of one scenario, the run as built first
     * @throws IOException if it cannot be written
     */
    public static void write(List<Curve> runs, Path file) throws IOException {
        RunData data = data(runs);
        String json = JsonMapper.shared().writeValueAsString(data);
        Files.writeString(file, SelfContainedPage.of(data.title(), json));
    }

    /** What the page holds of some runs. */
    static RunData data(List<Curve> runs) {
        Curve first = runs.get(0);
        Scenario scenario = first.scenario();
        RunColumns columns = new RunColumns(runs.size());
        return new RunData(
                scenario.name(),
                scenario.about().strip(),
                scenario.seed(),
                scenario.durationNanos() / 1e9,
                scenario.settings().coupling(),
                first.meanOmega(),
                IntStream.range(0, scenario.nodes()).mapToObj((node) -> "n" + node).toList(),
                first.jobs(),
                first.trace().size(),
                runs.stream().map(columns::of).toList());
    }
}
