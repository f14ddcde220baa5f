package org.chorusmesh.simulation.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chorusmesh.simulation.scenario.Scenario;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code run.html}, a page that plays the runs of a scenario, or a node's journal, back. It
 * is one file that needs no network and loads nothing else.
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
        write(data(runs), file);
    }

    /**
     * Writes the page of what a journal holds.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(ReplayRecord replay, Path file) throws IOException {
        write(replay.data(), file);
    }

    private static void write(RunData data, Path file) throws IOException {
        String json = JsonMapper.shared().writeValueAsString(data);
        Files.writeString(file, SelfContainedPage.of(data.title(), json));
    }

    /** What the page holds of some runs. */
    private static RunData data(List<Curve> runs) {
        Curve first = runs.get(0);
        Scenario scenario = first.scenario();
        RunColumns columns = new RunColumns(runs.size());
        int breaches = first.findings().breaches().size();
        List<String> notes = new ArrayList<>();
        notes.add(
                "%d nodes, %s s of virtual time, K = %s rad/s, seed %d."
                        .formatted(
                                scenario.nodes(),
                                scenario.durationNanos() / 1e9,
                                scenario.settings().coupling(),
                                scenario.seed()));
        for (Curve run : runs) {
            notes.add("Digest of %s: %s.".formatted(run.name(), run.summary().digest()));
        }
        return new RunData(
                scenario.name(),
                scenario.about().strip(),
                (breaches == 0)
                        ? "Invariants, as built: " + new RunOutcome(first).invariants()
                        : "Breaches of invariants: %d. Each is in the list below."
                                .formatted(breaches),
                breaches == 0,
                notes,
                scenario.durationNanos() / 1e9,
                first.meanOmega(),
                IntStream.range(0, scenario.nodes()).mapToObj((node) -> "n" + node).toList(),
                first.jobs(),
                first.trace().size(),
                runs.stream().map(columns::of).toList());
    }
}
