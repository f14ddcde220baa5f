package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.chorusmesh.service.ChorusProperties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.yaml.snakeyaml.Yaml;

/** What the compose file promises. */
class ComposeFileTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode file = parse();

    private final Map<String, JsonNode> nodes = services("node");

    @Test
    void thereAreFiveNodesWithIdsOfTheirOwn() {
        assertThat(this.nodes).hasSize(5);
        this.nodes.forEach(
                (name, node) ->
                        assertThat(environment(node)).containsEntry("CHORUS_NODE_ID", name));
    }

    @Test
    void noServiceUsesTheNetworkOfTheHost() {
        assertThat(services(""))
                .allSatisfy(
                        (name, service) ->
                                assertThat(service.path("network_mode").asText())
                                        .isNotEqualTo("host"));
        assertThat(this.nodes)
                .allSatisfy((name, node) -> assertThat(node.has("network_mode")).isFalse());
    }

    @Test
    void onlyTheApiIsPublishedAndOnlyOnLoopback() {
        assertThat(services("").values())
                .flatExtracting((service) -> texts(service.path("ports")))
                .doesNotHaveDuplicates()
                .allMatch((port) -> port.startsWith("127.0.0.1:"))
                .filteredOn((port) -> port.endsWith(":8080"))
                .hasSize(6)
                .allMatch((port) -> port.matches("127\\.0\\.0\\.1:80(8[1-5]|91):8080"));
    }

    @Test
    void theHerdIsSixNodesThatLoadTheServiceOfTheFirst() {
        Map<String, JsonNode> herd = services("herd");
        assertThat(herd).hasSize(6);
        herd.forEach(
                (name, node) -> {
                    Map<String, String> environment = environment(node);
                    assertThat(texts(node.path("profiles"))).containsExactly("herd");
                    assertThat(node.path("read_only").asBoolean()).isTrue();
                    assertThat(texts(node.at("/networks/herd/aliases"))).containsExactly("herd");
                    assertThat(environment)
                            .containsEntry("CHORUS_NODE_ID", name)
                            .containsEntry("SPRING_PROFILES_ACTIVE", "herd")
                            .containsEntry("CHORUSHERD_INPROCESS", "false")
                            .containsEntry("CHORUSHERD_SERVICE", "http://herd1:8080/herd/");
                    assertThat(properties(node).gossip().peers()).containsExactly("herd:5690");
                });
        assertThat(names(herd.get("herd1").path("depends_on")))
                .containsExactlyInAnyOrder("secrets", "herd2", "herd3", "herd4", "herd5", "herd6");
    }

    @Test
    void observersComeOnlyWhenAskedForAndMayWriteNowhereElse() {
        for (String name : List.of("prometheus", "grafana")) {
            JsonNode observer = this.file.at("/services/" + name);
            assertThat(texts(observer.path("profiles"))).containsExactly("observe");
            assertThat(texts(observer.path("networks"))).containsExactly("api");
            assertThat(observer.path("read_only").asBoolean()).isTrue();
            assertThat(texts(observer.path("cap_drop"))).containsExactly("ALL");
            assertThat(observer.has("mem_limit")).isTrue();
            assertThat(observer.path("image").asText())
                    .matches("\\$\\{[A-Z]+_IMAGE:-[a-z/]+:v?\\d+\\.\\d+\\.\\d+}");
            assertThat(texts(observer.path("volumes")))
                    .filteredOn((volume) -> volume.startsWith("."))
                    .isNotEmpty()
                    .allSatisfy(
                            (volume) -> {
                                assertThat(volume).endsWith(":ro");
                                assertThat(Path.of(volume.split(":")[0])).exists();
                            });
        }
    }

    @Test
    void prometheusReadsEveryNodeAndTheRules() throws IOException {
        JsonNode configuration = yaml("src/main/docker/observe/prometheus.yml");
        assertThat(texts(configuration.at("/scrape_configs/0/static_configs/0/targets")))
                .containsExactlyElementsOf(
                        this.nodes.keySet().stream().map((name) -> name + ":8080").toList());
        assertThat(this.nodes)
                .allSatisfy((name, node) -> assertThat(node.path("networks").has("api")).isTrue());
        assertThat(texts(configuration.path("rule_files")))
                .containsExactly("/etc/prometheus/rules/*.yaml");
        assertThat(texts(this.file.at("/services/prometheus/volumes")))
                .contains("./helm/chorus/alerts:/etc/prometheus/rules:ro");
    }

    @Test
    void grafanaReadsPrometheusAndTheDashboardOfTheChart() throws IOException {
        assertThat(yaml("src/main/docker/observe/datasource.yml").at("/datasources/0/url").asText())
                .isEqualTo("http://prometheus:9090");
        String folder =
                yaml("src/main/docker/observe/dashboards.yml")
                        .at("/providers/0/options/path")
                        .asText();
        assertThat(texts(this.file.at("/services/grafana/volumes")))
                .contains("./helm/chorus/dashboards:" + folder + ":ro");
        assertThat(environment(this.file.at("/services/grafana")))
                .containsEntry("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH", folder + "/chorus.json")
                .containsEntry("GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION", "true");
    }

    @Test
    void networksOfTheMeshAreTheirOwnAndLeadNowhere() {
        JsonNode networks = this.file.path("networks");
        assertThat(names(networks)).containsExactlyInAnyOrder("api", "mesh", "aside", "herd");
        assertThat(networks.at("/mesh/internal").asBoolean()).isTrue();
        assertThat(networks.at("/aside/internal").asBoolean()).isTrue();
        assertThat(networks.at("/herd/internal").asBoolean()).isTrue();
    }

    @Test
    void nodesFindAllByOneNameAndTwoStillHaveEachOtherAside() {
        this.nodes.forEach(
                (name, node) -> {
                    boolean aside = node.path("networks").has("aside");
                    assertThat(aside).isEqualTo(List.of("node1", "node2").contains(name));
                    assertThat(texts(node.at("/networks/mesh/aliases"))).containsExactly("mesh");
                    assertThat(properties(node).gossip().peers())
                            .isEqualTo(
                                    aside
                                            ? List.of("mesh:5690", "aside:5690")
                                            : List.of("mesh:5690"));
                });
    }

    @Test
    void naturalFrequenciesDifferByAtMostOnePercent() {
        assertThat(this.nodes.values())
                .extracting((node) -> properties(node).frequencyHz())
                .doesNotHaveDuplicates()
                .allSatisfy((hz) -> assertThat(hz).isBetween(0.99, 1.01));
    }

    @Test
    void noSecretIsBakedIn() {
        services("")
                .forEach(
                        (name, service) ->
                                assertThat(environment(service).keySet())
                                        .noneMatch(
                                                (variable) ->
                                                        variable.matches(
                                                                ".*(KEY|PASSWORD|SECRET|TOKEN).*")));
        this.nodes.forEach(
                (name, node) ->
                        assertThat(texts(node.path("volumes")))
                                .contains("secrets:/etc/chorus/secrets:ro"));
        assertThat(this.file.at("/volumes/secrets").isNull()).isTrue();
    }

    @Test
    void nodesMayWriteNowhereButToTheirStateAndTemporaryFiles() {
        this.nodes.forEach(
                (name, node) -> {
                    assertThat(node.path("read_only").asBoolean()).isTrue();
                    assertThat(texts(node.path("tmpfs"))).containsExactly("/tmp");
                    assertThat(texts(node.path("cap_drop"))).containsExactly("ALL");
                    assertThat(texts(node.path("security_opt")))
                            .containsExactly("no-new-privileges:true");
                    assertThat(node.has("privileged")).isFalse();
                    assertThat(node.has("user")).isFalse();
                    assertThat(node.has("mem_limit")).isTrue();
                    assertThat(texts(node.path("volumes")))
                            .contains(
                                    name
                                            + ":"
                                            + environment(node)
                                                    .get("CHORUS_INCARNATION_DIRECTORY"));
                });
    }

    @Test
    void everyNodeCanBeImpairedAndNoneIsUnlessAsked() {
        Map<String, JsonNode> impairments = services("impairment");
        assertThat(impairments.values())
                .extracting((service) -> service.path("network_mode").asText())
                .containsExactlyInAnyOrderElementsOf(
                        this.nodes.keySet().stream().map((name) -> "service:" + name).toList());
        assertThat(impairments)
                .allSatisfy(
                        (name, service) ->
                                assertThat(texts(service.path("profiles")))
                                        .containsExactly("impaired"));
        assertThat(this.nodes)
                .allSatisfy((name, node) -> assertThat(node.has("profiles")).isFalse());
    }

    private Map<String, JsonNode> services(String start) {
        return this.file.path("services").properties().stream()
                .filter((service) -> service.getKey().startsWith(start))
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }

    private static ChorusProperties properties(JsonNode node) {
        StandardEnvironment spring = new StandardEnvironment();
        Map<String, Object> variables = new TreeMap<>(environment(node));
        spring.getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                variables));
        return Binder.get(spring).bind("chorus", ChorusProperties.class).get();
    }

    private static Map<String, String> environment(JsonNode service) {
        Map<String, String> environment = new TreeMap<>();
        service.path("environment")
                .properties()
                .forEach(
                        (variable) ->
                                environment.put(
                                        variable.getKey(),
                                        // ${COUPLING:-2.5} is 2.5.
                                        variable.getValue()
                                                .asText()
                                                .replaceAll("\\$\\{\\w+:-(.*)}", "$1")));
        return environment;
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static JsonNode parse() {
        try {
            return yaml("docker-compose.yml");
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static JsonNode yaml(String file) throws IOException {
        return JSON.valueToTree(new Yaml().load(Files.readString(Path.of(file))));
    }
}
