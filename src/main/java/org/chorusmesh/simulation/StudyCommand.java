package org.chorusmesh.simulation;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.chorusmesh.simulation.scenario.ScenarioException;
import org.chorusmesh.simulation.study.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures r and settle time over the number of nodes and loss, and draws the plots. */
@Command(
        name = "study",
        mixinStandardHelpOptions = true,
        description =
                "Simulates meshes of many sizes with several rates of loss. Writes study-table.md and"
                        + " its plots.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all invariants held",
            "1:an invariant broke",
            "2:the command is wrong",
            "3:an unexpected failure"
        })
final class StudyCommand implements Callable<Integer> {

    @Option(
            names = "--out",
            paramLabel = "dir",
            required = true,
            description = "Directory of the table and the plots.")
    private Path out = Path.of("");

    @Option(names = "--max-nodes", description = "The largest mesh; default: 100000.")
    private int maxNodes = 100_000;

    private final PrintStream console;

    StudyCommand(PrintStream console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (this.maxNodes < Study.LEAST_NODES) {
            throw new ScenarioException(
                    List.of("--max-nodes: must be at least " + Study.LEAST_NODES));
        }
        return new Study(this.maxNodes, this.console).write(this.out) ? 0 : 1;
    }
}
