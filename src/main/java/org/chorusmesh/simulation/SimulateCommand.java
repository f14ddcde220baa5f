package org.chorusmesh.simulation;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;
import org.chorusmesh.simulation.check.CheckedRun;
import org.chorusmesh.simulation.report.Curve;
import org.chorusmesh.simulation.report.Drawing;
import org.chorusmesh.simulation.report.ProgressBar;
import org.chorusmesh.simulation.report.RunPage;
import org.chorusmesh.simulation.report.Summary;
import org.chorusmesh.simulation.report.TraceFile;
import org.chorusmesh.simulation.scenario.Remedy;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.ScenarioException;
import org.chorusmesh.simulation.scenario.ShippedScenarios;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.ObjectMapper;

/** Runs a scenario, and again without each remedy that it compares; or from many seeds. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Runs a scenario: production nodes under virtual time.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all invariants held",
            "1:an invariant broke",
            "2:the scenario or the command is wrong",
            "3:an unexpected failure"
        })
final class SimulateCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "scenario",
            description = "A YAML file, or the name of a shipped scenario.")
    private String scenario = "";

    @Option(
            names = "--out",
            paramLabel = "dir",
            description = "Directory of the results; default: out/<name>.")
    private @Nullable Path out;

    @Option(names = "--seed", description = "Replaces the seed of the scenario.")
    private @Nullable Long seed;

    @Option(
            names = "--seeds",
            paramLabel = "number",
            description =
                    "Runs it from so many seeds, upwards from that of --seed or of the scenario."
                            + " Writes seeds.csv instead of summary, trace and plots, and compares"
                            + " nothing.")
    private @Nullable Integer seeds;

    @Option(
            names = "--without",
            split = ",",
            paramLabel = "remedy",
            description =
                    "Remedies to leave out, each in a further run: extrapolates, orders, forgets,"
                            + " compensates, demands-answers.")
    private List<Remedy> without = new ArrayList<>();

    private final PrintStream console;

    private final Plotter plotter;

    SimulateCommand(PrintStream console, Plotter plotter) {
        this.console = console;
        this.plotter = plotter;
    }

    @Override
    public Integer call() throws IOException {
        checkSeeds();
        Scenario given = ShippedScenarios.find(this.scenario);
        Scenario main =
                (this.seed != null) ? given.seeded(this.seed).comparing(given.compare()) : given;
        List<Remedy> compare = new ArrayList<>(main.compare());
        compare.addAll(this.without);
        Path directory = (this.out != null) ? this.out : Path.of("out", main.name());
        Files.createDirectories(directory);
        if (!main.about().isBlank()) {
            this.console.println(main.about().strip());
        }
        if (this.seeds != null) {
            SeedRuns runs = new SeedRuns(main, (one) -> checked(one, (done) -> {}), this.console);
            return runs.write(this.seeds, directory) ? 0 : 1;
        }
        Curve asBuilt = run(main, Curve.AS_BUILT, directory, "");
        List<Curve> curves = new ArrayList<>(List.of(asBuilt));
        for (Remedy remedy : compare) {
            List<Remedy> leftOut = new ArrayList<>(main.without());
            leftOut.add(remedy);
            curves.add(
                    run(
                            main.leavingOut(leftOut),
                            "without " + remedy.word(),
                            directory,
                            "-without-" + remedy.word()));
        }
        RunPage.write(curves, directory.resolve("run.html"));
        Drawing.attempt(() -> this.plotter.draw(main.name(), curves, directory), this.console);
        report(main, asBuilt.summary(), directory);
        return asBuilt.summary().isSound() ? 0 : 1;
    }

    private void checkSeeds() {
        List<String> faults = new ArrayList<>();
        if (this.seeds != null && (this.seeds < 1 || this.seeds > SeedRuns.MOST_SEEDS)) {
            faults.add("--seeds: must be 1 to " + SeedRuns.MOST_SEEDS);
        }
        if (this.seeds != null && !this.without.isEmpty()) {
            faults.add("--without: not together with --seeds");
        }
        if (!faults.isEmpty()) {
            throw new ScenarioException(faults);
        }
    }

    private void report(Scenario main, Summary summary, Path directory) {
        this.console.printf(
                "%s: %s, %s, %s; results in %s%n",
                main.name(),
                said("r %.6f", "no node runs", summary.rFinal()),
                said("settled at %.2f s", "not settled", summary.settleSeconds()),
                said("spread %.3g rad", "no spread", summary.spreadFinal()),
                directory);
        this.console.println("settling: " + summary.settling());
        summary.breaches().forEach((breach) -> this.console.println("BROKEN " + breach));
    }

    private static String said(String format, String otherwise, @Nullable Double value) {
        return (value != null) ? String.format(Locale.ROOT, format, value) : otherwise;
    }

    private Curve run(Scenario scenario, String name, Path directory, String suffix)
            throws IOException {
        ProgressBar bar =
                new ProgressBar(
                        scenario.name() + ", " + name, this.console, System.console() != null);
        Curve curve = Curve.of(name, checked(scenario, bar));
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(
                        directory.resolve("summary" + suffix + ".json").toFile(), curve.summary());
        TraceFile.write(curve.trace(), directory.resolve("trace" + suffix + ".csv"));
        return curve;
    }

    private static CheckedRun checked(Scenario scenario, DoubleConsumer progress) {
        try {
            return CheckedRun.of(scenario, progress);
        } catch (OutOfMemoryError full) {
            throw new ScenarioException(
                    List.of(
                            "nodes: %d nodes with their tables do not fit into a heap of %d MiB; give the JVM more with -Xmx, or the mesh fewer links"
                                    .formatted(
                                            scenario.nodes(),
                                            Runtime.getRuntime().maxMemory() >> 20)));
        }
    }
}
