package org.chorusmesh.simulation;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.chorusmesh.settings.Durations;
import org.chorusmesh.simulation.check.SettleCheck;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.ScenarioException;
import org.chorusmesh.simulation.scenario.ScenarioWriter;
import org.chorusmesh.simulation.swarm.Swarm;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs random scenarios for a time, or one of them alone. */
@Command(
        name = "swarm",
        mixinStandardHelpOptions = true,
        description =
                "Runs random scenarios, one from each seed. Prints the seed of each that breaks an"
                        + " invariant.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all invariants held",
            "1:an invariant broke",
            "2:the command is wrong",
            "3:an unexpected failure"
        })
final class SwarmCommand implements Callable<Integer> {

    @Option(names = "--seed", description = "Runs the scenario of this seed alone.")
    private @Nullable Long seed;

    @Option(
            names = "--write",
            paramLabel = "file",
            description = "Writes the scenario of --seed as a file for simulate.")
    private @Nullable Path file;

    @Option(names = "--from", description = "The first seed; default: 1.")
    private long from = 1;

    @Option(names = "--runs", description = "Largest number of runs; default: no limit.")
    private long runs = Long.MAX_VALUE;

    @Option(
            names = "--for",
            paramLabel = "duration",
            description = "How long to run, such as 30s or 2h; default: 1m.")
    private String length = "1m";

    @Option(
            names = "--members",
            description =
                    "Runs scenarios in which the members of a small mesh change all the time.")
    private boolean members;

    @Option(
            names = "--overlays",
            description =
                    "Runs scenarios on overlays that the nodes find, while members come and go.")
    private boolean overlays;

    private final PrintStream console;

    SwarmCommand(PrintStream console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (this.members && this.overlays) {
            throw new ScenarioException(List.of("--overlays: not together with --members"));
        }
        if (this.seed != null) {
            return replay(this.seed);
        }
        if (this.file != null) {
            throw new ScenarioException(List.of("--write: requires --seed"));
        }
        long nanos =
                Durations.parse(this.length)
                        .orElseThrow(
                                () ->
                                        new ScenarioException(
                                                List.of(
                                                        "--for: must be a duration such as 30s or"
                                                                + " 2h")));
        if (this.runs < 1) {
            throw new ScenarioException(List.of("--runs: must be at least 1"));
        }
        long began = System.nanoTime();
        long done = 0;
        long failed = 0;
        long settled = 0;
        long joins = 0;
        BeatSums beats = new BeatSums();
        boolean limited = this.runs < Long.MAX_VALUE;
        while (done < this.runs && (limited || System.nanoTime() - began < nanos)) {
            long current = this.from + done++;
            Swarm.Outcome run = Swarm.run(current, kind());
            if (!run.findings().breaches().isEmpty()) {
                failed++;
                this.console.printf(
                        "seed %d broke %s%n", current, run.findings().breaches().get(0));
            }
            settled += (run.findings().settling() == SettleCheck.Outcome.SETTLED) ? 1 : 0;
            joins += run.findings().quietJoins();
            beats.add(run.findings().beats());
            if (done % 1000 == 0) {
                this.console.printf("%d runs, %d failed%n", done, failed);
            }
        }
        this.console.printf(
                "%d runs from seed %d in %.1f s, %d failed; %d checked for settling and settled, %d joins"
                        + " checked%n",
                done, this.from, (System.nanoTime() - began) * 1e-9, failed, settled, joins);
        this.console.println(beats);
        return (failed == 0) ? 0 : 1;
    }

    private Swarm.Kind kind() {
        if (this.overlays) {
            return Swarm.Kind.OVERLAYS;
        }
        return this.members ? Swarm.Kind.MEMBERS : Swarm.Kind.ANY;
    }

    private int replay(long one) throws IOException {
        Scenario scenario = Swarm.scenario(one, kind());
        String text = ScenarioWriter.write(scenario);
        if (this.file != null) {
            Files.writeString(this.file, text);
        }
        this.console.print(text);
        Swarm.Outcome run = Swarm.run(one, kind());
        this.console.printf(
                "settling: %s %s; joins checked: %d; digest %016x%n",
                run.findings().settling(),
                run.findings().because(),
                run.findings().quietJoins(),
                run.digest());
        this.console.println(new BeatSums().add(run.findings().beats()));
        run.findings().breaches().forEach((breach) -> this.console.println("BROKEN " + breach));
        return run.findings().breaches().isEmpty() ? 0 : 1;
    }
}
