package org.chorusmesh.simulation.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The scenarios that are shipped in the jar, one for each finding that the project addresses. */
public final class ShippedScenarios {

    /** Their names. */
    public static final List<String> NAMES =
            List.of(
                    "ghost-peers",
                    "out-of-order",
                    "packet-loss",
                    "restart",
                    "partition-heal",
                    "poison",
                    "pauses",
                    "join",
                    "hold",
                    "mass-crash",
                    "random-phases",
                    "cold-start",
                    "merge-of-strangers",
                    "one-owner",
                    "turns",
                    "overlay");

    private ShippedScenarios() {}

    /**
     * Reads the file with a name or, if there is none, the shipped scenario with that name.
     *
     * @throws ScenarioException if there is neither, or it has mistakes
     */
    public static Scenario find(String nameOrFile) {
        Path file = Path.of(nameOrFile);
        if (Files.isRegularFile(file) || !NAMES.contains(nameOrFile)) {
            return ScenarioReader.read(file);
        }
        return ScenarioReader.parse(text(nameOrFile));
    }

    /** The text of a shipped scenario. */
    static String text(String name) {
        try (InputStream in =
                ShippedScenarios.class.getResourceAsStream("/scenarios/" + name + ".yaml")) {
            if (in == null) {
                throw new ScenarioException(List.of(name + ": is missing from the jar"));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new ScenarioException(List.of(name + ": cannot be read"));
        }
    }
}
