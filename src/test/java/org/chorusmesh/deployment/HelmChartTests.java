package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.chorusmesh.gossip.PeerEntry;
import org.chorusmesh.service.ChorusProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The chart as Helm renders it, against the model of the Kubernetes API. */
class HelmChartTests {

    /** Values that name a Secret and a ServiceAccount of the operator's. */
    private static final Set<String> BRING_THEIR_OWN = Set.of("least", "words-of-yaml");

    private static final Map<String, String> NODE_LABELS =
            Map.of(
                    "app.kubernetes.io/name", "chorus",
                    "app.kubernetes.io/instance", HelmProcess.RELEASE,
                    "app.kubernetes.io/component", "node");

    static List<String> accepted() throws IOException {
        return RenderedChart.names("accepted");
    }

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
    @MethodSource("accepted")
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
    void nodesStartInParallelUnderTheHeadlessService() {
        StatefulSet set = manifests("everything").only(StatefulSet.class);
        assertThat(set.getSpec().getPodManagementPolicy()).isEqualTo("Parallel");
        assertThat(set.getSpec().getServiceName()).isEqualTo("heartbeat-gossip");
        assertThat(set.getSpec().getReplicas()).isEqualTo(5);
        assertThat(set.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(set.getSpec().getSelector().getMatchLabels())
                .containsEntry("team", "rhythm");
    }

    @ParameterizedTest
    @MethodSource("accepted")
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
    void nodeIsCalledLikeItsPod() {
        EnvVar id = container("defaults").getEnv().get(0);
        assertThat(id.getName()).isEqualTo("CHORUS_NODE_ID");
        assertThat(id.getValueFrom().getFieldRef().getFieldPath()).isEqualTo("metadata.name");
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void configurationIsWhatTheNodeReads(String values) {
        ChorusProperties properties = properties(values);
        assertThat(properties.gossip().peers()).hasSize(1);
        assertThat(properties.gossip().bind()).endsWith(":5690");
    }

    @Test
    void everySettingOfTheValuesReachesTheNode() {
        ChorusProperties properties = properties("everything");
        assertThat(properties.mesh()).isEqualTo("heart");
        assertThat(properties.frequencyHz()).isEqualTo(1.5);
        assertThat(properties.coupling()).isEqualTo(4);
        assertThat(properties.join()).hasToString("FREE");
        assertThat(properties.health().minPeers()).isEqualTo(2);
        assertThat(properties.gossip().bind()).isEqualTo("[::]:5690");
        assertThat(properties.gossip().peers())
                .containsExactly("heartbeat-gossip.music.svc.example.internal.:5690");
    }

    @Test
    void defaultsOfTheChartAreThoseOfTheNode() {
        ChorusProperties chart = properties("defaults");
        ChorusProperties node =
                new Binder(List.of()).bindOrCreate("chorus", ChorusProperties.class);
        assertThat(chart)
                .usingRecursiveComparison()
                .ignoringFields("mesh", "incarnationDirectory", "gossip.bind", "gossip.peers")
                .isEqualTo(node);
    }

    @Test
    void meshesOfTwoReleasesAreApart() {
        assertThat(properties("defaults").mesh()).isEqualTo("music/beat-chorus");
    }

    @Test
    void keysAndPasswordAreFilesThatTheNodeReadsAndNotEnvironment() {
        PodSpec pod = podSpec("defaults");
        assertThat(container("defaults").getVolumeMounts().get(0).getMountPath())
                .isEqualTo("/etc/chorus/secrets");
        assertThat(container("defaults").getEnv())
                .extracting(EnvVar::getName, EnvVar::getValue)
                .contains(tuple("SPRING_CONFIG_IMPORT", "configtree:/etc/chorus/secrets/"));
        assertThat(pod.getVolumes().get(0).getSecret().getSecretName())
                .isEqualTo("beat-chorus-auth");
        Manifests manifests = manifests("everything");
        assertThat(secret(manifests, "chorus.gossip.keys"))
                .isEqualTo("0123456789abcdef-new,0123456789abcdef-old");
        assertThat(secret(manifests, "spring.security.user.password")).isEqualTo("swordfish");
        manifests.all().stream()
                .filter((object) -> !(object instanceof Secret))
                .forEach(
                        (object) ->
                                assertThat(object.toString())
                                        .doesNotContain("swordfish")
                                        .doesNotContain("0123456789abcdef-new"));
    }

    @Test
    void generatedKeyIsLongAndDifferentForEachInstall() {
        String first = secret(manifests("defaults"), "chorus.gossip.keys");
        String other = secret(manifests("defaults-again"), "chorus.gossip.keys");
        assertThat(first).hasSize(48).isNotEqualTo(other);
    }

    @Test
    void generatedKeyAndPasswordAreKeptByAnUpgrade() {
        Manifests manifests = manifests("kept");
        assertThat(secret(manifests, "chorus.gossip.keys")).isEqualTo("the key of before");
        assertThat(secret(manifests, "spring.security.user.password"))
                .isEqualTo("the password of before");
    }

    @Test
    void existingSecretIsMountedAndNoneIsMade() {
        assertThat(manifests("least").all(Secret.class)).isEmpty();
        assertThat(podSpec("least").getVolumes().get(0).getSecret().getSecretName())
                .isEqualTo("my-secret");
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
    @MethodSource("accepted")
    void graceCoversDrainAndTheLongestRequest(String values) {
        int longestRequestSeconds = 10;
        long drain =
                (container(values).getLifecycle() != null)
                        ? container(values).getLifecycle().getPreStop().getSleep().getSeconds()
                        : 0;
        assertThat(podSpec(values).getTerminationGracePeriodSeconds())
                .isGreaterThan(drain + longestRequestSeconds);
    }

    @ParameterizedTest
    @MethodSource("accepted")
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

    @Test
    void whatIsSwitchedOffIsNotThere() {
        assertThat(kinds("defaults")).doesNotContain("ServiceMonitor");
        assertThat(manifests("defaults").all(ConfigMap.class)).hasSize(1);
        assertThat(kinds("least"))
                .doesNotContain("PodDisruptionBudget", "NetworkPolicy", "ServiceAccount", "Secret");
        assertThat(podSpec("least").getServiceAccountName()).isEqualTo("default");
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

    @Test
    void byDefaultThereIsAMemoryLimitAndNoCpuLimit() {
        assertThat(container("defaults").getResources().getLimits()).containsOnlyKeys("memory");
        assertThat(container("defaults").getResources().getRequests())
                .containsOnlyKeys("cpu", "memory");
    }

    private static Manifests manifests(String values) {
        return RenderedChart.manifests(values);
    }

    private static List<String> kinds(String values) {
        return manifests(values).all().stream().map(HasMetadata::getKind).toList();
    }

    private static PodSpec podSpec(String values) {
        return manifests(values).only(StatefulSet.class).getSpec().getTemplate().getSpec();
    }

    private static Container container(String values) {
        return podSpec(values).getContainers().get(0);
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

    private static Map<String, String> environment(String values) {
        List<EnvFromSource> sources = container(values).getEnvFrom();
        String name = sources.get(sources.size() - 1).getConfigMapRef().getName();
        return manifests(values).named(ConfigMap.class, name).getData();
    }

    /** The node's own reading of the environment that the chart gives it. */
    private static ChorusProperties properties(String values) {
        Map<String, Object> environment = new HashMap<>(environment(values));
        StandardEnvironment spring = new StandardEnvironment();
        spring.getPropertySources()
                .forEach((source) -> spring.getPropertySources().remove(source.getName()));
        spring.getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("systemEnvironment", environment));
        return Binder.get(spring).bind("chorus", ChorusProperties.class).get();
    }

    private static String secret(Manifests manifests, String name) {
        String encoded = Objects.requireNonNull(manifests.only(Secret.class).getData().get(name));
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }
}
