package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chorusmesh.deployment.NodePods.podSpec;
import static org.chorusmesh.deployment.RenderedChart.manifests;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a pod of the chart must not be able to do. */
class ChartSecurityTests {

    @ParameterizedTest
    @MethodSource(RenderedChart.ACCEPTED)
    void podsKeepTheRestrictedStandard(String values) {
        Manifests manifests = manifests(values);
        Stream.of(podSpec(values), manifests.only(Pod.class).getSpec())
                .forEach(
                        (pod) -> {
                            assertThat(pod.getHostNetwork()).isNull();
                            assertThat(pod.getHostPID()).isNull();
                            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
                            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
                            assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                                    .isEqualTo("RuntimeDefault");
                            assertThat(pod.getContainers())
                                    .extracting(Container::getSecurityContext)
                                    .allSatisfy(
                                            (context) -> {
                                                assertThat(context.getAllowPrivilegeEscalation())
                                                        .isFalse();
                                                assertThat(context.getReadOnlyRootFilesystem())
                                                        .isTrue();
                                                assertThat(context.getCapabilities().getDrop())
                                                        .containsExactly("ALL");
                                            });
                            assertThat(pod.getContainers())
                                    .flatExtracting(Container::getPorts)
                                    .allSatisfy((port) -> assertThat(port.getHostPort()).isNull());
                        });
    }

    @Test
    void serviceAccountHasNoToken() {
        ServiceAccount account = manifests("everything").only(ServiceAccount.class);
        assertThat(account.getMetadata().getName()).isEqualTo("musician");
        assertThat(account.getAutomountServiceAccountToken()).isFalse();
    }
}
