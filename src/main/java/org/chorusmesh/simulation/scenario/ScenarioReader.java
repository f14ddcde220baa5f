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

/** Reads scenario files. One reading finds every mistake. */
public final class ScenarioReader {

    private static final int MAX_CHARACTERS = 256 << 20;

    private ScenarioReader() {}

    /**
     * Reads a file.
     *
     * @throws ScenarioException naming every mistake with its path
     */
    public static Scenario read(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            throw new ScenarioException(
                    List.of(
                            file
                                    + ": there is no such file, nor a scenario of that name; those"
                                    + " that ship are "
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
     * @throws ScenarioException naming every mistake with its path
     */
    public static Scenario parse(String yaml) {
        if (!(load(yaml) instanceof Map<?, ?> map)) {
            throw new ScenarioException(List.of("scenario: must be a mapping"));
        }
        List<String> faults = new ArrayList<>();
        Scenario scenario = ScenarioFields.read(new Section("", map, faults), Scenario.USUAL);
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
            // The parser lets some of what it trips over through as it is.
            throw new ScenarioException(
                    List.of("scenario: is no YAML: " + Kind.shown(unreadable.getMessage())));
        }
    }
}
