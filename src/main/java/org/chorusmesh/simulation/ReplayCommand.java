package org.chorusmesh.simulation;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.chorusmesh.journal.JournalFormatException;
import org.chorusmesh.journal.JournalReader;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.simulation.report.ReplayRecord;
import org.chorusmesh.simulation.report.RunPage;
import org.chorusmesh.simulation.scenario.ScenarioException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replays the journal of a node through the state machine. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Replays the journal of a node through the state machine. Compares every phase to"
                        + " the bit and every beat, and reports the first step that differs.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every phase and every beat is the same, up to the end of the journal",
            "1:a step differs",
            "2:the file cannot be read, is not a journal, or is damaged",
            "3:an unexpected failure"
        })
final class ReplayCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "journal", description = "The file that a node wrote.")
    private Path file = Path.of("");

    @Option(
            names = "--page",
            paramLabel = "file",
            description = "Write a page that plays the journal back, such as run.html.")
    private @Nullable Path page;

    private final PrintStream console;

    ReplayCommand(PrintStream console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (JournalReader journal = new JournalReader(this.file)) {
            NodeIdentity identity = journal.header().configuration().identity();
            ReplayRecord seen = new ReplayRecord(identity.nodeId(), journal.header().bornNanos());
            Replay.Outcome outcome = Replay.run(journal, seen::stepped);
            this.console.println(outcome.describe());
            if (this.page != null) {
                seen.endsWith(outcome.describe(), outcome.isSame());
                write(seen, this.page);
            }
            return outcome.isSame() ? 0 : 1;
        } catch (JournalFormatException wrong) {
            throw wrong(wrong.getMessage());
        } catch (NoSuchFileException missing) {
            throw wrong("There is no such file");
        } catch (AccessDeniedException denied) {
            throw wrong("You have no permission to read it");
        } catch (IOException trouble) {
            throw wrong("It cannot be read: " + trouble.getMessage());
        }
    }

    private static void write(ReplayRecord seen, Path page) {
        try {
            RunPage.write(seen, page);
        } catch (IOException trouble) {
            throw new ScenarioException(
                    List.of("--page %s: cannot be written: %s".formatted(page, trouble)));
        }
    }

    private ScenarioException wrong(@Nullable String what) {
        return new ScenarioException(List.of(this.file + ": " + what));
    }
}
