package org.chorusmesh.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.chorusmesh.ChorusApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal of a real node, in a process of its own that is killed. */
class KilledProcessTests {

    private static final int SOME_SECONDS_BYTES = 40_000;

    @TempDir private Path directory;

    @Test
    void theJournalOfANodeThatWasKilledReplaysToTheBit() throws Exception {
        Path journal = this.directory.resolve("node.journal");
        Path log = this.directory.resolve("log");
        Process node = start(journal, log);
        try {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> !node.isAlive() || size(journal) > SOME_SECONDS_BYTES);
        } finally {
            node.destroyForcibly();
        }
        assertThat(node.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(log).content().contains("is running");

        ByteArrayOutputStream console = new ByteArrayOutputStream();
        int code =
                SimulationCommands.run(
                        new String[] {"replay", journal.toString()},
                        new PrintStream(console, true, UTF_8));
        assertThat(console.toString(UTF_8))
                .matches("(?s)[1-9]\\d\\d+ steps, every phase the same to the bit.*killed.*");
        assertThat(code).isZero();
    }

    private static Process start(Path journal, Path log) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChorusApplication.class.getName(),
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--chorus.node-id=killed",
                        "--chorus.join=free",
                        "--chorus.noise=0.5",
                        "--chorus.gossip.bind=127.0.0.1:0",
                        "--chorus.journal.file=" + journal)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
