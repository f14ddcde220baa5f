package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The chart's values, their schema, their table in the README and the templates say the same. */
class ChartValuesTests {

    private static final Path CHART = Path.of("helm/chorus");

    private static final Pattern ROW =
            Pattern.compile("^\\| `([\\w.]+)` \\| `(.*)` \\| .*\\|$", Pattern.MULTILINE);

    private static final Pattern SWITCHES =
            Pattern.compile("define \"chorus.switches\" -}}\\R(.*?)\\R\\{\\{- end", Pattern.DOTALL);

    /** Off while it is empty. All other switches are booleans. */
    private static final String LIST_THAT_SWITCHES = "topologySpread.topologyKeys";

    private static final Pattern USE = Pattern.compile("\\.Values\\.([A-Za-z.]+)");

    /** Objects that are handed on as a whole, and so have one row. */
    private static final Set<String> WHOLE =
            Set.of("resources", "podSecurityContext", "securityContext", "dashboard.labels");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void tableOfTheReadmeHasEveryValueWithItsDefault() throws IOException {
        Map<String, JsonNode> table = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(CHART.resolve("README.md")));
        while (row.find()) {
            assertThat(table.put(row.group(1), this.json.readTree(row.group(2)))).isNull();
        }
        assertThat(table).isEqualTo(values());
    }

    @Test
    void schemaHasEveryValueAndRefusesOthers() throws IOException {
        Set<String> open = new TreeSet<>();
        Map<String, JsonNode> leaves = new TreeMap<>();
        collectSchema("", schema(), leaves, open);
        leaves.remove("global");
        assertThat(open).isEmpty();
        assertThat(leaves.keySet()).isEqualTo(values().keySet());
    }

    @Test
    void templatesUseEveryValueAndNoOther() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path template : templates()) {
            USE.matcher(Files.readString(template))
                    .results()
                    .map((use) -> use.group(1))
                    .forEach(used::add);
        }
        Set<String> values = values().keySet();
        assertThat(used)
                .allSatisfy(
                        (use) ->
                                assertThat(values)
                                        .anyMatch(
                                                (value) ->
                                                        value.equals(use)
                                                                || value.startsWith(use + ".")));
        assertThat(values)
                .allSatisfy(
                        (value) ->
                                assertThat(used)
                                        .anyMatch(
                                                (use) ->
                                                        value.equals(use)
                                                                || value.startsWith(use + ".")));
    }

    @Test
    void validationKnowsTheDefaultsBesideEverySwitch() throws IOException {
        Matcher switches =
                SWITCHES.matcher(Files.readString(CHART.resolve("templates/_validation.tpl")));
        assertThat(switches.find()).isTrue();
        assertThat(yaml(switches.group(1))).isEqualTo(besideSwitches());
    }

    @Test
    void everyValueBesideASwitchThatIsOffIsRefused() throws IOException {
        String refused = Files.readString(RenderedChart.file("switched-off.refused"));
        for (Map.Entry<String, JsonNode> beside : besideSwitches().properties()) {
            String section = beside.getKey().split("\\.")[0];
            for (Map.Entry<String, JsonNode> value : beside.getValue().properties()) {
                assertThat(refused)
                        .contains(below(section, value) + " would be ignored: " + beside.getKey());
            }
        }
    }

    /** By each switch, the values that mean nothing while it is off. */
    private JsonNode besideSwitches() throws IOException {
        ObjectNode beside = this.json.createObjectNode();
        for (Map.Entry<String, JsonNode> section : defaults().properties()) {
            for (Map.Entry<String, JsonNode> field : section.getValue().properties()) {
                String path = below(section.getKey(), field);
                if (!WHOLE.contains(section.getKey())
                        && (field.getValue().isBoolean() || path.equals(LIST_THAT_SWITCHES))) {
                    ObjectNode others = section.getValue().deepCopy();
                    others.remove(field.getKey());
                    if (path.equals("serviceAccount.create")) {
                        // Names one that is there already.
                        others.remove("name");
                    }
                    if (!others.isEmpty()) {
                        beside.set(path, others);
                    }
                }
            }
        }
        return beside;
    }

    private Map<String, JsonNode> values() throws IOException {
        Map<String, JsonNode> leaves = new TreeMap<>();
        collect("", defaults(), leaves);
        return leaves;
    }

    private JsonNode defaults() throws IOException {
        return yaml(Files.readString(CHART.resolve("values.yaml")));
    }

    /** Through JSON, so that numbers are of the same kind as those of the README. */
    private JsonNode yaml(String text) throws IOException {
        return this.json.readTree(this.json.writeValueAsString(new Yaml().<Object>load(text)));
    }

    private static void collect(String path, JsonNode node, Map<String, JsonNode> leaves) {
        if (node.isObject() && !node.isEmpty() && !WHOLE.contains(path)) {
            node.properties()
                    .forEach((field) -> collect(below(path, field), field.getValue(), leaves));
        } else {
            leaves.put(path, node);
        }
    }

    private static void collectSchema(
            String path, JsonNode schema, Map<String, JsonNode> leaves, Set<String> open) {
        if (schema.has("properties") && !WHOLE.contains(path)) {
            if (schema.path("additionalProperties").asBoolean(true)) {
                open.add(path);
            }
            schema.get("properties")
                    .properties()
                    .forEach(
                            (field) ->
                                    collectSchema(
                                            below(path, field), field.getValue(), leaves, open));
        } else {
            leaves.put(path, schema);
        }
    }

    private static String below(String path, Map.Entry<String, JsonNode> field) {
        return path.isEmpty() ? field.getKey() : path + "." + field.getKey();
    }

    private JsonNode schema() throws IOException {
        return this.json.readTree(Files.readString(CHART.resolve("values.schema.json")));
    }

    private static List<Path> templates() throws IOException {
        try (var files = Files.walk(CHART.resolve("templates"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
