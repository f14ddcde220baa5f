package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chorusmesh.deployment.RenderedChart.manifests;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pod that {@code helm test} runs. */
class ChartTestPodTests {

    @Test
    void testPodIsLetInWhereTheApiIsClosed() {
        Manifests manifests = manifests("everything");
        Map<String, String> labels = manifests.only(Pod.class).getMetadata().getLabels();
        assertThat(manifests.only(NetworkPolicy.class).getSpec().getIngress().get(1).getFrom())
                .filteredOn((peer) -> peer.getPodSelector() != null)
                .singleElement()
                .satisfies(
                        (peer) ->
                                assertThat(labels)
                                        .containsAllEntriesOf(
                                                peer.getPodSelector().getMatchLabels()));
    }

    @Test
    void testPodRunsAsATestAndIsNoNode() {
        ObjectMeta pod = manifests("defaults").only(Pod.class).getMetadata();
        assertThat(pod.getAnnotations()).containsEntry(HelmProcess.HOOK, "test");
        assertThat(pod.getLabels()).containsEntry("app.kubernetes.io/component", "test");
    }

    @Test
    void testPodAsksEveryNodeBehindTheGossipServiceWhereverItsApiIs() {
        assertThat(testCommand("defaults"))
                .containsExactly(
                        "/opt/chorus/agreement",
                        "beat-chorus-gossip",
                        "8080",
                        "/api/v1",
                        "60",
                        "beat-chorus",
                        "8080");
        Map<String, String> variables =
                manifests("elsewhere").all(ConfigMap.class).get(0).getData();
        assertThat(testCommand("elsewhere").get(3))
                .isEqualTo(
                        variables.getOrDefault("SERVER_SERVLET_CONTEXT_PATH", "")
                                + variables.get("CHORUS_WEB_BASE_PATH"));
    }

    private static List<String> testCommand(String name) {
        return manifests(name).only(Pod.class).getSpec().getContainers().get(0).getCommand();
    }
}
