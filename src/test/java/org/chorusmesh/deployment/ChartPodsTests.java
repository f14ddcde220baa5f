package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chorusmesh.deployment.NodePods.NODE_LABELS;
import static org.chorusmesh.deployment.NodePods.container;
import static org.chorusmesh.deployment.NodePods.podSpec;
import static org.chorusmesh.deployment.RenderedChart.manifests;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the pods of the nodes start, restart and end, what they take and where they run. */
class ChartPodsTests {

    @Test
    void nodesStartInParallelUnderTheHeadlessService() {
        StatefulSet set = manifests("everything").only(StatefulSet.class);
        assertThat(set.getSpec().getPodManagementPolicy()).isEqualTo("Parallel");
        assertThat(set.getSpec().getServiceName()).isEqualTo("heartbeat-gossip");
        assertThat(set.getSpec().getReplicas()).isEqualTo(5);
        assertThat(set.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(set.getSpec().getSelector().getMatchLabels())
                .containsEntry("team", "rhythm");
    }

    @Test
    void probesAskWhatTheyAreFor() {
        Container node = container("defaults");
        assertThat(
                        Stream.of(
                                        node.getStartupProbe(),
                                        node.getLivenessProbe(),
                                        node.getReadinessProbe())
                                .map(Probe::getHttpGet))
                .allSatisfy((get) -> assertThat(get.getPort().getStrVal()).isEqualTo("api"))
                .extracting((get) -> get.getPath())
                .containsExactly("/livez", "/livez", "/readyz");
    }

    @Test
    void withoutADrainThereIsNoHook() {
        assertThat(container("autoscaled").getLifecycle()).isNull();
    }

    @ParameterizedTest
    @MethodSource(RenderedChart.ACCEPTED)
    void graceCoversDrainAndTheLongestRequest(String values) {
        int longestRequestSeconds = 10;
        long drain =
                (container(values).getLifecycle() != null)
                        ? container(values).getLifecycle().getPreStop().getSleep().getSeconds()
                        : 0;
        assertThat(podSpec(values).getTerminationGracePeriodSeconds())
                .isGreaterThan(drain + longestRequestSeconds);
    }

    @Test
    void changedSettingRestartsThePods() {
        assertThat(checksum("defaults", "checksum/config"))
                .isNotEqualTo(checksum("everything", "checksum/config"));
        assertThat(checksum("defaults", "checksum/auth"))
                .isNotEqualTo(checksum("everything", "checksum/auth"));
    }

    @Test
    void generatedKeyDoesNotRestartThePodsAtEachUpgrade() {
        assertThat(checksum("defaults", "checksum/auth"))
                .isEqualTo(
                        manifests("defaults-again")
                                .only(StatefulSet.class)
                                .getSpec()
                                .getTemplate()
                                .getMetadata()
                                .getAnnotations()
                                .get("checksum/auth"));
    }

    private static String checksum(String values, String name) {
        return Objects.requireNonNull(
                manifests(values)
                        .only(StatefulSet.class)
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getAnnotations()
                        .get(name));
    }

    @Test
    void byDefaultThereIsAMemoryLimitAndNoCpuLimit() {
        assertThat(container("defaults").getResources().getLimits()).containsOnlyKeys("memory");
        assertThat(container("defaults").getResources().getRequests())
                .containsOnlyKeys("cpu", "memory");
    }

    @Test
    void disruptionBudgetCoversTheNodes() {
        PodDisruptionBudget budget = manifests("everything").only(PodDisruptionBudget.class);
        assertThat(budget.getSpec().getMaxUnavailable().getStrVal()).isEqualTo("25%");
        assertThat(budget.getSpec().getSelector().getMatchLabels()).isEqualTo(NODE_LABELS);
    }

    @Test
    void podsSpreadOverMachinesAndZones() {
        assertThat(podSpec("defaults").getTopologySpreadConstraints())
                .allSatisfy(
                        (spread) ->
                                assertThat(spread.getLabelSelector().getMatchLabels())
                                        .isEqualTo(NODE_LABELS))
                .extracting((spread) -> spread.getTopologyKey())
                .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
        assertThat(podSpec("least").getTopologySpreadConstraints()).isEmpty();
    }
}
