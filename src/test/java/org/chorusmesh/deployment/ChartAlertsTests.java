package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The PrometheusRule of the chart. */
class ChartAlertsTests {

    @Test
    void thereIsNoneUnlessAskedFor() {
        assertThat(RenderedChart.manifests("defaults").all(PrometheusRule.class)).isEmpty();
    }

    @Test
    void rulesAreThoseOfTheFileForTheNodesOfTheRelease() throws IOException {
        Map<String, Rule> rules = rules("scalars");
        assertThat(rules).hasSameSizeAs(file());
        for (Map<String, Object> rule : file()) {
            Rule rendered = rules.get(rule.get("alert"));
            assertThat(rendered.getExpr().getStrVal())
                    .isEqualTo(
                            ((String) rule.get("expr"))
                                    .replace(
                                            "job=~\".+\"",
                                            "namespace=\"music\",job=\"beat-chorus\""))
                    .doesNotContain("job=~");
            assertThat(rendered.getFor()).isEqualTo(rule.get("for"));
            assertThat(rendered.getLabels()).isEqualTo(rule.get("labels"));
            assertThat(rendered.getAnnotations()).isEqualTo(rule.get("annotations"));
        }
    }

    @Test
    void jobIsTheServiceThatTheMonitorSelects() {
        Manifests manifests = RenderedChart.manifests("elsewhere");
        assertThat(manifests.only(ServiceMonitor.class).getSpec().getEndpoints().get(0).getPort())
                .isEqualTo("management");
        assertThat(rules("elsewhere").get("ChorusOutOfStep").getExpr().getStrVal())
                .contains("job=\"beat-chorus-management\"");
        assertThat(rules("everything").get("ChorusOutOfStep").getExpr().getStrVal())
                .contains("job=\"heartbeat\"");
    }

    @Test
    void overridesChangeOrDropSingleAlerts() throws IOException {
        Map<String, Rule> rules = rules("everything");
        assertThat(rules).hasSize(file().size() - 1).doesNotContainKey("ChorusStepsLate");
        assertThat(rules.get("ChorusPeersStale").getFor()).isEqualTo("10m");
        assertThat(rules.get("ChorusPeersStale").getLabels()).containsEntry("severity", "info");
        assertThat(rules.get("ChorusPeersComeAndGo").getFor()).isEqualTo("5m");
        assertThat(rules.get("ChorusOutOfStep").getFor()).isEqualTo("1m");
        assertThat(rules.get("ChorusOutOfStep").getLabels()).containsEntry("severity", "warning");
    }

    @Test
    void labelsAreThoseByWhichTheOperatorSelects() {
        assertThat(
                        RenderedChart.manifests("everything")
                                .only(PrometheusRule.class)
                                .getMetadata()
                                .getLabels())
                .containsEntry("release", "prometheus")
                .containsEntry("app.kubernetes.io/instance", HelmProcess.RELEASE);
    }

    @Test
    void whereTheClusterHasNoneItIsLeftOutAndExplained() {
        assertThat(RenderedChart.manifests("without-crds").all(PrometheusRule.class)).isEmpty();
        assertThat(RenderedChart.notes("without-crds"))
                .contains("this cluster has no PrometheusRule");
        assertThat(RenderedChart.notes("elsewhere")).doesNotContain("PrometheusRule");
    }

    private static Map<String, Rule> rules(String values) {
        return RenderedChart.manifests(values)
                .only(PrometheusRule.class)
                .getSpec()
                .getGroups()
                .get(0)
                .getRules()
                .stream()
                .collect(Collectors.toMap(Rule::getAlert, (rule) -> rule));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> file() throws IOException {
        Map<String, List<Map<String, Object>>> file =
                new Yaml().load(Files.readString(Path.of("helm/chorus/alerts/chorus.yaml")));
        return (List<Map<String, Object>>) file.get("groups").get(0).get("rules");
    }
}
