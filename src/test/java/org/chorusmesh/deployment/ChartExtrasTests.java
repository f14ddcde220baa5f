package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.chorusmesh.deployment.NodePods.container;
import static org.chorusmesh.deployment.NodePods.environment;
import static org.chorusmesh.deployment.NodePods.podSpec;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operator adds to the chart's own: as text where the API takes text, and never above. */
class ChartExtrasTests {

    @Test
    void numbersAndBooleansBecomeTextWhereTheApiTakesTextOnly() {
        Manifests manifests = RenderedChart.manifests("scalars");
        ObjectMeta pod = set(manifests).getSpec().getTemplate().getMetadata();
        assertThat(pod.getLabels())
                .containsEntry("build", "20261125")
                .containsEntry("serial", "12345678901");
        assertThat(pod.getAnnotations()).containsEntry("scrape", "true");
        assertThat(podSpec(manifests).getNodeSelector()).containsEntry("pool", "2");
        assertThat(node(manifests).getImage()).isEqualTo("chorus:20261125");
        assertThat(manifests.named(Service.class, "beat-chorus").getMetadata().getAnnotations())
                .containsEntry("ratio", "0.5");
        assertThat(annotations(manifests.only(ServiceAccount.class)))
                .containsEntry("numbered", "7");
        assertThat(annotations(manifests.only(Ingress.class))).containsEntry("timeout", "60");
        assertThat(annotations(manifests.only(HTTPRoute.class))).containsEntry("order", "5");
        HasMetadata dashboard = manifests.named(ConfigMap.class, "beat-chorus-dashboard");
        assertThat(annotations(dashboard)).containsEntry("weight", "1000000");
        assertThat(dashboard.getMetadata().getLabels()).containsEntry("shelf", "3");
        assertThat(manifests.only(ServiceMonitor.class).getMetadata().getLabels())
                .containsEntry("release", "4");
    }

    @Test
    void valueOfAVariableIsText() {
        assertThat(node(RenderedChart.manifests("scalars")).getEnv())
                .extracting(EnvVar::getName, EnvVar::getValue)
                .contains(tuple("A_NUMBER", "9090"));
        // The model turns a number into text by itself; the API server does not.
        assertThat(RenderedChart.yaml("scalars")).contains("value: \"9090\"");
        assertThat(RenderedChart.yaml("more-scalars"))
                .contains("value: \"1000000\"")
                .contains("value: \"0.5\"")
                .contains("value: \"true\"");
        assertThat(node(RenderedChart.manifests("more-scalars")).getEnv())
                .filteredOn((variable) -> variable.getName().equals("POD_IP"))
                .singleElement()
                .satisfies((variable) -> assertThat(variable.getValue()).isNull())
                .extracting((variable) -> variable.getValueFrom().getFieldRef().getFieldPath())
                .isEqualTo("status.podIP");
    }

    @Test
    void labelsAndAnnotationsAreQuoted() {
        // The model turns a number into text by itself; the API server does not.
        assertThat(RenderedChart.yaml("scalars"))
                .contains("build: \"20261125\"")
                .contains("scrape: \"true\"")
                .contains("pool: \"2\"")
                .contains("ratio: \"0.5\"")
                .contains("weight: \"1000000\"");
    }

    @Test
    void fractionsMayHaveAnExponent() {
        assertThat(config(RenderedChart.manifests("more-scalars")))
                .containsEntry("CHORUS_NOISE", "1e-3")
                .containsEntry("CHORUS_INITIAL_PHASE", "-2.5E-1")
                .containsEntry("CHORUS_COUPLING", "1e-07");
    }

    @Test
    void shareOfPodsMayBeAllOfThem() {
        assertThat(
                        RenderedChart.manifests("more-scalars")
                                .only(PodDisruptionBudget.class)
                                .getSpec()
                                .getMaxUnavailable()
                                .getStrVal())
                .isEqualTo("100%");
    }

    @Test
    void namesThatYamlReadsOtherwiseStayNames() {
        Manifests manifests = RenderedChart.manifests("words-of-yaml");
        assertThat(set(manifests).getMetadata().getName()).matches("no-[0-9a-f]{8}");
        assertThat(manifests.only(ServiceAccount.class).getMetadata().getName()).isEqualTo("off");
        assertThat(RenderedChart.yaml("words-of-yaml"))
                .contains("app.kubernetes.io/name: \"1e3\"")
                .contains("serviceAccountName: \"off\"")
                .contains("secretName: \"456\"")
                .contains("priorityClassName: \"789\"")
                .doesNotContain("name: off\n")
                .doesNotContain("name: 1e3");
    }

    @Test
    void environmentFromElsewhereDoesNotOutrankTheValues() {
        Manifests manifests = RenderedChart.manifests("everything");
        List<EnvFromSource> sources = node(manifests).getEnvFrom();
        // Of two sources with the same variable, Kubernetes takes the later one.
        assertThat(sources).hasSizeGreaterThan(1);
        assertThat(sources.get(sources.size() - 1).getConfigMapRef().getName())
                .isEqualTo("heartbeat");
    }

    @Test
    void whatProbesAndServicesRelyOnIsSaidEvenIfItIsTheDefault() {
        assertThat(config(RenderedChart.manifests("defaults")))
                .containsEntry("SERVER_PORT", "8080")
                .containsEntry("SERVER_SERVLET_CONTEXT_PATH", "")
                .containsEntry("MANAGEMENT_SERVER_PORT", "8080")
                .containsEntry("MANAGEMENT_ENDPOINTS_WEB_BASE_PATH", "/actuator");
        assertThat(config(RenderedChart.manifests("elsewhere")))
                .containsEntry("SERVER_PORT", "8080")
                .containsEntry("SERVER_SERVLET_CONTEXT_PATH", "/beat")
                .containsEntry("MANAGEMENT_SERVER_PORT", "9090");
    }

    @Test
    void extrasReachThePod() {
        Container node = container("everything");
        assertThat(node.getImage()).startsWith("registry.example/chorus:1.2@sha256:0123");
        assertThat(node.getEnv())
                .extracting(EnvVar::getName)
                .contains("LOGGING_LEVEL_ORG_CHORUSMESH", "POD_IP");
        assertThat(node.getEnvFrom()).hasSize(2);
        assertThat(node.getVolumeMounts())
                .extracting((mount) -> mount.getMountPath())
                .contains("/certificates");
        assertThat(node.getResources().getLimits()).containsKeys("cpu", "memory");
        PodSpec pod = podSpec("everything");
        assertThat(pod.getNodeSelector()).containsEntry("kubernetes.io/os", "linux");
        assertThat(pod.getTolerations()).hasSize(1);
        assertThat(pod.getAffinity().getNodeAffinity()).isNotNull();
        assertThat(pod.getPriorityClassName()).isEqualTo("important");
        assertThat(pod.getImagePullSecrets()).hasSize(1);
        assertThat(environment("everything"))
                .containsEntry("JDK_JAVA_OPTIONS", "-XX:MaxRAMPercentage=40");
    }

    private static Map<String, String> annotations(HasMetadata object) {
        return object.getMetadata().getAnnotations();
    }

    private static StatefulSet set(Manifests manifests) {
        return manifests.only(StatefulSet.class);
    }

    private static Container node(Manifests manifests) {
        return podSpec(manifests).getContainers().get(0);
    }

    private static Map<String, String> config(Manifests manifests) {
        return manifests.named(ConfigMap.class, set(manifests).getMetadata().getName()).getData();
    }
}
