package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The alert rules for Prometheus. What their expressions do, promtool tests. */
class AlertRulesTests {

    private static final Path FILE = Path.of("helm/chorus/alerts/chorus.yaml");

    private static final Path TESTS = Path.of("src/test/resources/deployment/alerts/tests.yaml");

    private static final Path RUNBOOK = Path.of("docs/alerts.md");

    /** A selector by which the chart takes the nodes of its release. */
    private static final String ANY_JOB = "job=~\".+\"";

    private static final ObjectMapper STRICT = new ObjectMapper();

    private final List<Rule> rules = read(text(FILE)).groups().get(0).rules();

    record RuleFile(List<Group> groups) {}

    record Group(String name, List<Rule> rules) {}

    record Rule(
            String alert,
            String expr,
            @JsonProperty("for") String pending,
            Map<String, String> labels,
            Map<String, String> annotations) {}

    @Test
    void everyMetricIsOneThatANodeHas() {
        Set<String> asked = new TreeSet<>();
        this.rules.forEach((rule) -> asked.addAll(RunningNode.metricsIn(rule.expr())));
        assertThat(asked).hasSizeGreaterThan(12);
        assertThat(RunningNode.metrics()).containsAll(asked);
    }

    @Test
    void everyMetricIsAskedForByItsJob() {
        assertThat(this.rules)
                .allSatisfy(
                        (rule) -> {
                            long metrics =
                                    Pattern.compile("chorus_[a-z_]+")
                                            .matcher(rule.expr())
                                            .results()
                                            .count();
                            assertThat(rule.expr().split(Pattern.quote(ANY_JOB), -1))
                                    .as(rule.expr())
                                    .hasSize((int) metrics + 1);
                        });
    }

    @Test
    void everyRuleSaysHowGraveItIsAndWhatToDo() {
        assertThat(this.rules).extracting(Rule::alert).doesNotHaveDuplicates();
        assertThat(this.rules)
                .allSatisfy(
                        (rule) -> {
                            assertThat(rule.labels()).containsOnlyKeys("severity");
                            assertThat(rule.labels().get("severity")).isIn("critical", "warning");
                            assertThat(rule.annotations())
                                    .containsOnlyKeys("summary", "description", "runbook")
                                    .containsEntry(
                                            "runbook",
                                            RUNBOOK + "#" + rule.alert().toLowerCase(Locale.ROOT))
                                    .allSatisfy((name, text) -> assertThat(text).isNotBlank());
                            assertThat(rule.annotations().get("summary"))
                                    .contains("{{ $labels.instance }}");
                        });
    }

    @Test
    void theRunbookHasAParagraphForEachAndNoOther() {
        Set<String> headings =
                Pattern.compile("(?m)^## (Chorus\\w+)$")
                        .matcher(text(RUNBOOK))
                        .results()
                        .map((match) -> match.group(1))
                        .collect(Collectors.toSet());
        assertThat(headings).isEqualTo(names());
    }

    @Test
    void eachIsTestedByPromtool() {
        Set<String> tested =
                Pattern.compile("alertname=\"(\\w+)\",alertstate=\"firing\",")
                        .matcher(text(TESTS))
                        .results()
                        .map((match) -> match.group(1))
                        .collect(Collectors.toSet());
        assertThat(tested).isEqualTo(names());
    }

    @Test
    void aMisspeltKeyIsFound() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(text(FILE).replaceFirst("labels:", "label:")))
                .withMessageContaining("label");
    }

    private Set<String> names() {
        return this.rules.stream().map(Rule::alert).collect(Collectors.toSet());
    }

    private static RuleFile read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object document = new Yaml(new SafeConstructor(options)).load(text);
        return STRICT.convertValue(document, RuleFile.class);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
