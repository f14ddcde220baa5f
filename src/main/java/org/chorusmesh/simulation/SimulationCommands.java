package org.chorusmesh.simulation;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.util.Set;
import java.util.stream.Stream;
import org.chorusmesh.simulation.report.Plots;
import org.chorusmesh.simulation.scenario.Remedy;
import org.chorusmesh.simulation.scenario.ScenarioException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The commands that run without a server. */
@Command(
        name = "chorus",
        mixinStandardHelpOptions = true,
        description =
                "Commands that run without a server. Without a command, Chorus starts a node; its"
                        + " settings are options such as --chorus.coupling=3.")
public final class SimulationCommands {

    /** The exit code of an unexpected failure. */
    static final int UNEXPECTED = 3;

    private static final int WRONG_INPUT = 2;

    private static final Set<String> NO_NODE = Set.of("-h", "--help", "-V", "--version");

    private SimulationCommands() {}

    /**
     * Whether a command line names a command, or asks for help or the version, also among options
     * of a node. A first word is taken for a command: a node takes options only, and a mistyped
     * command must not start one.
     *
     * @param args arguments of the process
     */
    public static boolean isOne(String[] args) {
        return args.length > 0
                && (!args[0].startsWith("-") || Stream.of(args).anyMatch(NO_NODE::contains));
    }

    /** The arguments without options of a node. */
    private static String[] withoutNode(String[] args) {
        return (args.length > 0 && args[0].startsWith("-"))
                ? Stream.of(args).filter(NO_NODE::contains).toArray(String[]::new)
                : args;
    }

    /**
     * Runs a command.
     *
     * @param args arguments of the process; the first is the command
     * @param console receives progress and results
     * @param others commands of other packages
     * @return the exit code: 0 for success, 1 if an invariant broke or a replay differs, 2 for
     *     invalid input, 3 for an unexpected failure
     */
    public static int run(String[] args, PrintStream console, Object... others) {
        return run(args, console, Plots::draw, others);
    }

    static int run(String[] args, PrintStream console, Plotter plotter, Object... others) {
        CommandLine commands = new CommandLine(new SimulationCommands());
        for (Object other : others) {
            commands.addSubcommand(other);
        }
        commands.addSubcommand(new SimulateCommand(console, plotter))
                .addSubcommand(new SwarmCommand(console))
                .addSubcommand(new ReplayCommand(console))
                .addSubcommand(new StudyCommand(console))
                .addSubcommand(new HelpCommand())
                .registerConverter(Remedy.class, Remedy::ofWord)
                .setExecutionExceptionHandler(
                        (failure, commandLine, parsed) -> code(failure, commandLine.getErr()))
                .setOut(new PrintWriter(console, true));
        commands.getCommandSpec().versionProvider(new Version());
        commands.getSubcommands()
                .values()
                .forEach((each) -> each.getCommandSpec().versionProvider(new Version()));
        try {
            return commands.execute(withoutNode(args));
        } catch (Error failure) {
            // The handler above does not receive errors.
            return code(failure, commands.getErr());
        }
    }

    /** Reports a failure and returns its exit code. */
    private static int code(Throwable failure, PrintWriter err) {
        if (failure instanceof ScenarioException wrong) {
            wrong.faults().forEach(err::println);
        } else if (failure instanceof FileAlreadyExistsException taken) {
            err.println("Not a directory: " + taken.getMessage());
        } else if (failure instanceof IOException trouble) {
            err.println("No such file or directory, or no access: " + trouble.getMessage());
        } else {
            err.println("An unexpected failure:");
            failure.printStackTrace(err);
            return UNEXPECTED;
        }
        return WRONG_INPUT;
    }
}
