package org.chorusmesh.simulation.scenario;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads scenario files, and reports all mistakes of a file at once. */
public final class ScenarioReader {

    private static final int MAX_CHARACTERS = 256 << 20;

    private ScenarioReader() {}

    /**
     * Reads a file.
     *
     * @throws ScenarioException if the scenario has mistakes; it names each with its path
     */
    public static Scenario read(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            throw new ScenarioException(
                    List.of(
                            file
                                    + ": there is no such file, and no shipped scenario of that"
                                    + " name; the shipped scenarios are "
                                    + String.join(", ", ShippedScenarios.NAMES)));
        } catch (CharacterCodingException binary) {
            throw new ScenarioException(List.of(file + ": is not UTF-8"));
        } catch (IOException unreadable) {
            throw new ScenarioException(List.of(file + ": cannot be read"));
        }
        return parse(text);
    }

    /**
     * Reads a text.
     *
     * @throws ScenarioException if the scenario has mistakes; it names each with its path
     */
    public static Scenario parse(String yaml) {
        if (!(load(yaml) instanceof Map<?, ?> map)) {
            throw new ScenarioException(List.of("scenario: must be a mapping"));
        }
        List<String> faults = new ArrayList<>();
        Scenario scenario = ScenarioFields.read(new Section("", map, faults), Scenario.DEFAULTS);
        if (!faults.isEmpty()) {
            throw new ScenarioException(faults);
        }
        return scenario;
    }

    private static @Nullable Object load(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(MAX_CHARACTERS);
        try {
            return new Yaml(new SafeConstructor(options)).load(yaml);
        } catch (MarkedYAMLException malformed) {
            int line =
                    (malformed.getProblemMark() != null)
                            ? malformed.getProblemMark().getLine() + 1
                            : 1;
            throw new ScenarioException(List.of("line " + line + ": " + malformed.getProblem()));
        } catch (YAMLException | IllegalArgumentException | ClassCastException unreadable) {
            // The parser does not wrap all exceptions in its own type.
            throw new ScenarioException(
                    List.of("scenario: is not valid YAML: " + Kind.shown(unreadable.getMessage())));
        }
    }
}
