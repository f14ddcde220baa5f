package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Grafana dashboard. */
class DashboardTests {

    /** What every selector has: one job, of any namespace where the label is not there. */
    private static final String OF_THE_JOB = "namespace=~\"$namespace\", job=\"$job\"";

    private static final Pattern SELECTOR = Pattern.compile("(chorus_[a-z_]+)(\\{[^}]*})?");

    private final JsonNode dashboard = read();

    @Test
    void everyMetricIsOneThatANodeHas() {
        Set<String> asked = new TreeSet<>();
        for (String field : Set.of("expr", "query", "definition")) {
            this.dashboard
                    .findValues(field)
                    .forEach((query) -> asked.addAll(RunningNode.metricsIn(query.asText())));
        }
        assertThat(asked)
                .hasSizeGreaterThan(20)
                .contains("chorus_order_parameter", "chorus_job_outcomes_total");
        assertThat(RunningNode.metrics()).containsAll(asked);
    }

    @Test
    void variablesDoWithoutKubernetes() {
        JsonNode variables = this.dashboard.at("/templating/list");
        assertThat(variables.findValuesAsText("name"))
                .containsExactly("datasource", "namespace", "job", "instance");
        // Without the label the only choice is all, and that matches what has no label.
        assertThat(variables.get(1).path("includeAll").asBoolean()).isTrue();
        assertThat(variables.get(1).path("allValue").asText()).isEqualTo(".*");
        assertThat(variables.get(3).path("allValue").asText()).isEqualTo(".*");
    }

    @Test
    void everyQueryIsOfOneJob() {
        this.dashboard
                .findValues("expr")
                .forEach(
                        (query) -> {
                            Matcher selectors = SELECTOR.matcher(query.asText());
                            while (selectors.find()) {
                                assertThat(selectors.group(2))
                                        .as(query.asText())
                                        .isNotNull()
                                        .contains(OF_THE_JOB)
                                        .contains("instance=~\"$instance\"");
                            }
                        });
    }

    @Test
    void everyPanelIsDescribedAndNoneCoversAnother() {
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : this.dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(panel.path("title").asText()).isNotBlank();
            if (!panel.path("type").asText().equals("row")) {
                assertThat(panel.path("description").asText()).isNotBlank();
            }
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    String cell =
                            (place.path("x").asInt() + x) + "/" + (place.path("y").asInt() + y);
                    assertThat(cells.add(cell)).as(panel.path("title").asText()).isTrue();
                }
            }
        }
        assertThat(ids).hasSizeGreaterThan(15);
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper()
                    .readTree(Files.readString(Path.of("helm/chorus/dashboards/chorus.json")));
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
