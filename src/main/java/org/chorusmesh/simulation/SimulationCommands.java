package org.chorusmesh.simulation;

import java.io.PrintStream;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that run without a server. */
@Command(
        name = "chorus",
        mixinStandardHelpOptions = true,
        description = "What Chorus does without a server.")
public final class SimulationCommands {

    private static final Set<String> NAMES = Set.of("simulate", "replay", "swarm", "study");

    private SimulationCommands() {}

    /**
     * Whether a command line is one of these.
     *
     * @param args of the process
     */
    public static boolean isOne(String[] args) {
        return args.length > 0 && NAMES.contains(args[0]);
    }

    /**
     * Runs one.
     *
     * @param args of the process; the first is the command
     * @param console for progress and results
     * @return the exit code: 0 if all went well, 1 if an invariant broke or a replay differed, 2
     *     for wrong input
     */
    public static int run(String[] args, PrintStream console) {
        return new CommandLine(new SimulationCommands())
                .addSubcommand(new SimulateCommand(console))
                .addSubcommand(new SwarmCommand(console))
                .addSubcommand(new ReplayCommand(console))
                .addSubcommand(new StudyCommand(console))
                .setExecutionExceptionHandler(
                        (failure, commandLine, parsed) -> {
                            if (failure instanceof ScenarioException wrong) {
                                wrong.faults()
                                        .forEach((fault) -> commandLine.getErr().println(fault));
                                return 2;
                            }
                            throw failure;
                        })
                .execute(args);
    }
}
