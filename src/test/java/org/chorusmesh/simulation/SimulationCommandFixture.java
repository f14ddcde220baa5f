package org.chorusmesh.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Runs commands in a directory of their own, and keeps what they print. */
abstract class SimulationCommandFixture {

    @TempDir Path directory;

    final ByteArrayOutputStream console = new ByteArrayOutputStream();

    int run(String... args) {
        return SimulationCommands.run(
                args, new PrintStream(this.console, true, StandardCharsets.UTF_8));
    }

    Path scenario(String yaml) throws IOException {
        return Files.writeString(this.directory.resolve("scenario.yaml"), yaml);
    }
}
