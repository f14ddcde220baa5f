package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.chorusmesh.deployment.NodePods.NODE_LABELS;
import static org.chorusmesh.deployment.RenderedChart.manifests;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;
import org.chorusmesh.gossip.PeerEntry;
import org.junit.jupiter.api.Test;

/** The services of gossip and of the API, and who reaches the nodes behind them. */
class ChartServicesTests {

    @Test
    void gossipServiceIsHeadlessNamesPodsThatAreNotReadyAndHasOnlyGossip() {
        Service service = manifests("defaults").named(Service.class, "beat-chorus-gossip");
        assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
        assertThat(service.getSpec().getPublishNotReadyAddresses()).isTrue();
        assertThat(service.getSpec().getSelector()).isEqualTo(NODE_LABELS);
        assertThat(service.getSpec().getPorts())
                .extracting(ServicePort::getName, (port) -> port.getTargetPort().getStrVal())
                .containsExactly(tuple("gossip", "gossip"));
    }

    @Test
    void peersAreTheHeadlessServiceOrPodsByTheirOwnNames() {
        assertThat(peers("defaults")).isEqualTo("beat-chorus-gossip.music.svc.cluster.local.:5690");
        assertThat(PeerEntry.parse(peers("ordinals")))
                .hasToString(
                        "beat-chorus-[0-1999].beat-chorus-gossip.music.svc.cluster.local.:5690");
    }

    private static String peers(String values) {
        return manifests(values)
                .named(ConfigMap.class, "beat-chorus")
                .getData()
                .get("CHORUS_GOSSIP_PEERS");
    }

    @Test
    void apiServiceHasOnlyTheApiAndWaitsForReadiness() {
        Service service = manifests("everything").named(Service.class, "heartbeat");
        assertThat(service.getSpec().getType()).isEqualTo("LoadBalancer");
        assertThat(service.getSpec().getPublishNotReadyAddresses()).isNull();
        assertThat(service.getSpec().getPorts())
                .extracting(ServicePort::getPort, (port) -> port.getTargetPort().getStrVal())
                .containsExactly(tuple(80, "api"));
    }

    @Test
    void serviceMonitorFindsTheApiService() {
        Manifests manifests = manifests("everything");
        ServiceMonitor monitor = manifests.only(ServiceMonitor.class);
        assertThat(monitor.getMetadata().getLabels()).containsEntry("release", "prometheus");
        Map<String, String> wanted = monitor.getSpec().getSelector().getMatchLabels();
        assertThat(manifests.all(Service.class))
                .filteredOn(
                        (service) ->
                                service.getMetadata()
                                        .getLabels()
                                        .entrySet()
                                        .containsAll(wanted.entrySet()))
                .singleElement()
                .satisfies(
                        (service) ->
                                assertThat(service.getSpec().getPorts().get(0).getName())
                                        .isEqualTo(
                                                monitor.getSpec().getEndpoints().get(0).getPort()));
    }

    @Test
    void gossipComesFromAndGoesToNodesOfTheMeshOnly() {
        NetworkPolicy policy = manifests("defaults").only(NetworkPolicy.class);
        assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isEqualTo(NODE_LABELS);
        assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
        List<NetworkPolicyIngressRule> open =
                policy.getSpec().getIngress().stream()
                        .filter(
                                (rule) ->
                                        rule.getPorts().stream()
                                                .anyMatch(
                                                        (port) ->
                                                                !"api"
                                                                        .equals(
                                                                                port.getPort()
                                                                                        .getStrVal())))
                        .toList();
        assertThat(open)
                .singleElement()
                .satisfies(
                        (rule) ->
                                assertThat(rule.getFrom())
                                        .singleElement()
                                        .satisfies(
                                                (peer) ->
                                                        assertThat(
                                                                        peer.getPodSelector()
                                                                                .getMatchLabels())
                                                                .isEqualTo(NODE_LABELS)));
        assertThat(policy.getSpec().getEgress().get(0).getTo())
                .singleElement()
                .satisfies(
                        (peer) ->
                                assertThat(peer.getPodSelector().getMatchLabels())
                                        .isEqualTo(NODE_LABELS));
    }
}
