package org.chorusmesh.simulation;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.util.Set;
import org.chorusmesh.simulation.scenario.ScenarioException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that run without a server. */
@Command(
        name = "chorus",
        mixinStandardHelpOptions = true,
        description =
                "What Chorus does without a server. Without a command it starts a node, whose"
                        + " settings are given as --chorus.coupling=3 and the like.")
public final class SimulationCommands {

    private static final Set<String> HELP = Set.of("-h", "--help");

    private SimulationCommands() {}

    /**
     * Whether a command line asks for one of these. Any word does: a node takes options only, and a
     * mistyped command must not start one.
     *
     * @param args of the process
     */
    public static boolean isOne(String[] args) {
        return args.length > 0 && (!args[0].startsWith("-") || HELP.contains(args[0]));
    }

    /**
     * Runs one.
     *
     * @param args of the process; the first is the command
     * @param console for progress and results
     * @param others commands of other rooms
     * @return the exit code: 0 if all went well, 1 if an invariant broke or a replay differed, 2
     *     for wrong input
     */
    public static int run(String[] args, PrintStream console, Object... others) {
        CommandLine commands = new CommandLine(new SimulationCommands());
        for (Object other : others) {
            commands.addSubcommand(other);
        }
        return commands.addSubcommand(new SimulateCommand(console))
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
                            if (failure instanceof FileAlreadyExistsException taken) {
                                commandLine
                                        .getErr()
                                        .println("Not a directory: " + taken.getMessage());
                                return 2;
                            }
                            if (failure instanceof IOException trouble) {
                                commandLine
                                        .getErr()
                                        .println(
                                                "No such file or directory, or no access: "
                                                        + trouble.getMessage());
                                return 2;
                            }
                            throw failure;
                        })
                .execute(args);
    }
}
