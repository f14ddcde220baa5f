package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.chorusmesh.deployment.NodePods.environment;
import static org.chorusmesh.deployment.NodePods.podSpec;
import static org.chorusmesh.deployment.RenderedChart.manifests;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Helm makes of values: every reason why they cannot work, or manifests that the API takes.
 */
class ChartRenderingTests {

    /** Values that name a Secret and a ServiceAccount of the operator's. */
    private static final Set<String> BRING_THEIR_OWN = Set.of("least", "words-of-yaml");

    static List<String> refused() throws IOException {
        return RenderedChart.names("refused");
    }

    @Test
    void lintFindsNothing() {
        assertThat(RenderedChart.file("lint.ok")).exists();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void valuesThatCannotWorkAreRefusedWithEveryReason(String values) throws IOException {
        List<String> reasons = RenderedChart.comments("refused", values, "says");
        assertThat(RenderedChart.file(values + ".refused"))
                .content()
                .contains(
                        reasons.isEmpty()
                                ? List.of("values don't meet the specifications of the schema")
                                : reasons);
    }

    @ParameterizedTest
    @MethodSource(RenderedChart.ACCEPTED)
    void everyFieldIsOneThatTheApiHas(String values) {
        assertThat(manifests(values).all()).isNotEmpty();
    }

    @Test
    void misspeltFieldThatHelmTakesIsFound() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manifests("resource"))
                .withMessageContaining("spec.securityContext.runAsUsr");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "publishNotReadyAddresses",
                "clusterIP",
                "podManagementPolicy",
                "terminationGracePeriodSeconds",
                "automountServiceAccountToken",
                "readinessProbe",
                "periodSeconds",
                "preStop",
                "unhealthyPodEvictionPolicy",
                "policyTypes",
                "namespaceSelector",
                "whenUnsatisfiable",
                "allowPrivilegeEscalation",
                "fieldPath",
                "interval"
            })
    void anyFieldOnceMisspeltIsFound(String field) {
        String yaml = RenderedChart.yaml("everything");
        String misspelt = yaml.replaceFirst(field + ":", field + "x:");
        assertThat(misspelt).isNotEqualTo(yaml);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Manifests.parse(misspelt))
                .withMessageContaining(field + "x");
    }

    @ParameterizedTest
    @MethodSource(RenderedChart.ACCEPTED)
    void everyMountedVolumeAndReferredObjectExists(String values) {
        PodSpec pod = podSpec(values);
        assertThat(pod.getContainers().get(0).getVolumeMounts())
                .allSatisfy(
                        (mount) ->
                                assertThat(pod.getVolumes())
                                        .anyMatch(
                                                (volume) ->
                                                        volume.getName().equals(mount.getName())));
        Manifests manifests = manifests(values);
        assertThat(environment(values)).isNotEmpty();
        if (!BRING_THEIR_OWN.contains(values)) {
            String secret = pod.getVolumes().get(0).getSecret().getSecretName();
            assertThat(manifests.named(Secret.class, secret)).isNotNull();
            assertThat(manifests.named(ServiceAccount.class, pod.getServiceAccountName()))
                    .isNotNull();
        }
    }

    @Test
    void whatIsSwitchedOffIsNotThere() {
        assertThat(kinds("defaults")).doesNotContain("ServiceMonitor");
        assertThat(manifests("defaults").all(ConfigMap.class)).hasSize(1);
        assertThat(kinds("least"))
                .doesNotContain("PodDisruptionBudget", "NetworkPolicy", "ServiceAccount", "Secret");
        assertThat(podSpec("least").getServiceAccountName()).isEqualTo("default");
    }

    private static List<String> kinds(String values) {
        return manifests(values).all().stream().map(HasMetadata::getKind).toList();
    }
}
