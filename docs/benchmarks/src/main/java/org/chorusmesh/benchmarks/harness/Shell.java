package org.chorusmesh.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs commands of the system, such as {@code ip} and {@code kill}, to their end. */
public final class Shell {

    private Shell() {}

    /**
     * Runs a command and returns what it prints.
     *
     * @throws IllegalStateException with its output, if it fails
     */
    public static String run(String... command) {
        return feed("", command);
    }

    /** As {@link #run}, with text for its standard input. */
    public static String feed(String input, String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(List.of(command) + ": " + output.strip());
            }
            return output;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
