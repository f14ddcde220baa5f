package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.Endpoint;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How nodes are reached, what is left to others, and what the notes say of it. */
class ChartAccessTests {

    @Test
    void numbersMayComeAsText() {
        Manifests manifests = RenderedChart.manifests("numbers-as-text");
        StatefulSet set = manifests.only(StatefulSet.class);
        assertThat(set.getSpec().getReplicas()).isEqualTo(4);
        assertThat(config(manifests))
                .containsEntry("CHORUS_COUPLING", "3.5")
                .containsEntry("CHORUS_NOISE", "0.25")
                .containsEntry("CHORUS_FREQUENCY_HZ", "-1.5")
                .containsEntry("CHORUS_JOIN_PATIENCE", "PT1M")
                .containsEntry("CHORUS_TURNS_HOLD", "PT90S")
                .containsEntry("CHORUS_MEMBERS_EXPECTED", "5")
                .containsEntry("MANAGEMENT_SERVER_PORT", "9090");
        assertThat(node(manifests).getStartupProbe().getFailureThreshold()).isEqualTo(60);
        assertThat(
                        manifests
                                .only(PodDisruptionBudget.class)
                                .getSpec()
                                .getMaxUnavailable()
                                .getIntVal())
                .isEqualTo(2);
    }

    @Test
    void probesServiceAndMonitorFollowThePathAndThePort() {
        Manifests manifests = RenderedChart.manifests("elsewhere");
        Container node = node(manifests);
        assertThat(node.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/beat/livez");
        assertThat(node.getStartupProbe().getHttpGet().getPath()).isEqualTo("/beat/livez");
        assertThat(node.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/beat/readyz");
        assertThat(node.getPorts()).anyMatch((port) -> port.getContainerPort() == 9090);
        assertThat(config(manifests))
                .containsEntry("SERVER_SERVLET_CONTEXT_PATH", "/beat")
                .containsEntry("CHORUS_WEB_BASE_PATH", "/rhythm/v1");
        Endpoint endpoint = manifests.only(ServiceMonitor.class).getSpec().getEndpoints().get(0);
        assertThat(endpoint.getPath()).isEqualTo("/actuator/prometheus");
        Service found =
                manifests.all(Service.class).stream()
                        .filter(
                                (service) ->
                                        service.getMetadata()
                                                .getLabels()
                                                .entrySet()
                                                .containsAll(
                                                        manifests
                                                                .only(ServiceMonitor.class)
                                                                .getSpec()
                                                                .getSelector()
                                                                .getMatchLabels()
                                                                .entrySet()))
                        .findFirst()
                        .orElseThrow();
        assertThat(found.getSpec().getType()).isEqualTo("ClusterIP");
        assertThat(found.getSpec().getPorts())
                .extracting(ServicePort::getName)
                .containsExactly(endpoint.getPort());
        assertThat(manifests.only(NetworkPolicy.class).getSpec().getIngress().get(1).getPorts())
                .extracting((port) -> port.getPort().getStrVal())
                .containsExactly("api", "management");
    }

    @Test
    void lookUpsAreLetOutToBothUsualPorts() {
        assertThat(dnsPorts("defaults")).containsExactly(53, 53, 5353, 5353);
        assertThat(dnsPorts("numbers-as-text")).containsExactly(1053, 1053);
    }

    private static List<Integer> dnsPorts(String values) {
        List<NetworkPolicyPort> ports =
                RenderedChart.manifests(values)
                        .only(NetworkPolicy.class)
                        .getSpec()
                        .getEgress()
                        .get(1)
                        .getPorts();
        assertThat(ports).extracting(NetworkPolicyPort::getProtocol).contains("UDP", "TCP");
        return ports.stream().map((port) -> port.getPort().getIntVal()).toList();
    }

    @Test
    void autoscalerHasTheNumberOfNodesToItself() {
        Manifests manifests = RenderedChart.manifests("autoscaled");
        assertThat(manifests.only(StatefulSet.class).getSpec().getReplicas()).isNull();
        assertThat(RenderedChart.notes("autoscaled")).contains("An autoscaler sets their number");
    }

    @Test
    void bothServicesAreOfTheFamiliesThatAreAskedFor() {
        assertThat(RenderedChart.manifests("everything").all(Service.class))
                .hasSize(2)
                .allSatisfy(
                        (service) -> {
                            assertThat(service.getSpec().getIpFamilyPolicy())
                                    .isEqualTo("PreferDualStack");
                            assertThat(service.getSpec().getIpFamilies())
                                    .containsExactly("IPv4", "IPv6");
                        });
    }

    @Test
    void ingressAndRouteLeadToTheApi() {
        Manifests manifests = RenderedChart.manifests("everything");
        Ingress ingress = manifests.only(Ingress.class);
        assertThat(ingress.getSpec().getIngressClassName()).isEqualTo("nginx");
        assertThat(ingress.getSpec().getTls().get(0).getHosts())
                .containsExactly("beat.example.org");
        assertThat(
                        ingress.getSpec()
                                .getRules()
                                .get(0)
                                .getHttp()
                                .getPaths()
                                .get(0)
                                .getBackend()
                                .getService()
                                .getName())
                .isEqualTo("heartbeat");
        HTTPRoute route = manifests.only(HTTPRoute.class);
        assertThat(route.getSpec().getParentRefs().get(0).getName()).isEqualTo("gateway");
        assertThat(route.getSpec().getRules().get(0).getBackendRefs().get(0).getPort())
                .isEqualTo(80);
    }

    @Test
    void whatTheClusterLacksIsLeftOutAndExplained() {
        Manifests manifests = RenderedChart.manifests("without-crds");
        assertThat(manifests.all(ServiceMonitor.class)).isEmpty();
        assertThat(manifests.all(HTTPRoute.class)).isEmpty();
        assertThat(RenderedChart.notes("without-crds"))
                .contains("this cluster has no ServiceMonitor")
                .contains("this cluster has no HTTPRoute");
        assertThat(RenderedChart.manifests("elsewhere").all(ServiceMonitor.class)).hasSize(1);
    }

    @Test
    void notesFitTheTypeOfTheService() {
        assertThat(RenderedChart.notes("defaults"))
                .contains("port-forward service/beat-chorus 8080:8080")
                .contains("http://localhost:8080/api/v1/order");
        assertThat(RenderedChart.notes("elsewhere"))
                .contains("nodePort")
                .contains("$ADDRESS:$PORT/beat/rhythm/v1/order")
                .doesNotContain("port-forward");
        assertThat(RenderedChart.notes("autoscaled"))
                .contains("loadBalancer")
                .doesNotContain("port-forward");
        assertThat(RenderedChart.notes("everything"))
                .contains("https://beat.example.org/beat/api/v1/order")
                .doesNotContain("port-forward");
    }

    @ParameterizedTest
    @MethodSource(RenderedChart.ACCEPTED)
    void notesArePastedAsOneBlock(String values) {
        assertThat(RenderedChart.notes(values).lines())
                .noneMatch((line) -> line.endsWith("\\"))
                .noneMatch((line) -> line.contains("<no value>") || line.contains("map["));
    }

    private static Map<String, String> config(Manifests manifests) {
        return manifests
                .named(ConfigMap.class, manifests.only(StatefulSet.class).getMetadata().getName())
                .getData();
    }

    private static Container node(Manifests manifests) {
        return manifests
                .only(StatefulSet.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
    }
}
