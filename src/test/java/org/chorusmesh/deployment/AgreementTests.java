package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.chorusmesh.ChorusApplication;
import org.chorusmesh.FreePorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** What the chart's test pod runs, against nodes on loopback addresses that share one name. */
@EnabledOnOs(OS.LINUX)
class AgreementTests {

    private static final String HISTORY = ",\"history\":[{\"r\":0.1,\"n\":7},{\"r\":1.0,\"n\":3}]}";

    private final List<HttpServer> servers = new ArrayList<>();

    private final List<String> addresses = new ArrayList<>();

    private int port;

    private int gossipPort;

    @TempDir private Path directory;

    @BeforeEach
    void choosePorts() {
        this.port = FreePorts.next();
        this.gossipPort = FreePorts.next();
    }

    @AfterEach
    void stop() {
        this.servers.forEach((server) -> server.stop(0));
    }

    @Test
    void nodesThatAllSeeOneAnotherAreInStep() throws IOException, InterruptedException {
        node("a", 3, "0.9987");
        node("b", 3, "1.0");
        node("c", 3, "0.99");
        assertThat(agreement(20)).isEqualTo(new BashProcess(0, "in step: 3 nodes\n", ""));
    }

    @Test
    void nodesAreCountedAndNotExpected() throws IOException, InterruptedException {
        for (String id : List.of("a", "b", "c", "d")) {
            node(id, 4, "1.0");
        }
        assertThat(agreement(20).output()).isEqualTo("in step: 4 nodes\n");
    }

    @Test
    void loneNodeHasNoOrder() throws IOException, InterruptedException {
        node("a", 1, "null");
        assertThat(agreement(20).output()).isEqualTo("in step: 1 nodes\n");
    }

    @Test
    void nodeWithTwoAddressesCountsOnce() throws IOException, InterruptedException {
        node("a", 2, "1.0");
        node("a", 2, "1.0");
        node("b", 2, "1.0");
        assertThat(agreement(20).output()).isEqualTo("in step: 2 nodes\n");
    }

    @Test
    void nodeThatMissesAnotherIsNamed() throws IOException, InterruptedException {
        node("a", 3, "1.0");
        node("b", 2, "1.0");
        node("c", 3, "1.0");
        assertThat(agreement(0))
                .satisfies(failure("3 nodes answer; b hears 2 nodes, itself included\n"));
    }

    @ParameterizedTest
    @CsvSource({"18, 17", "12, 5", "7, 6"})
    void inAnOverlayOfAnyDegreeAllAreKnownAndNotHeard(int nodes, int heard)
            throws IOException, InterruptedException {
        for (int i = 0; i < nodes; i++) {
            node("n" + i, heard, nodes, true);
        }
        assertThat(agreement(60).output()).isEqualTo("in step: " + nodes + " nodes\n");
    }

    @Test
    void inAnOverlayNodeThatDoesNotKnowAnotherIsNamed() throws IOException, InterruptedException {
        node("a", 2, 3, true);
        node("b", 3, 2, true);
        node("c", 2, 3, true);
        assertThat(agreement(0))
                .satisfies(failure("3 nodes answer; b knows 2 nodes, itself included\n"));
    }

    @Test
    void withoutAnOverlayNodeThatKnowsAnotherAndDoesNotHearItIsNamed()
            throws IOException, InterruptedException {
        node("a", 3, 3, false);
        node("b", 2, 3, false);
        node("c", 3, 3, false);
        assertThat(agreement(0))
                .satisfies(failure("3 nodes answer; b hears 2 nodes, itself included\n"));
    }

    @Test
    void withoutAnOverlayMembersMayBeBehind() throws IOException, InterruptedException {
        node("a", 3, 2, false);
        node("b", 3, 4, false);
        order("c", "{\"r\":1.0,\"meanPhase\":1,\"n\":3,\"mesh\":null");
        assertThat(agreement(20).output()).isEqualTo("in step: 3 nodes\n");
    }

    @Test
    void nodeThatIsOutOfStepIsNamed() throws IOException, InterruptedException {
        node("a", 2, "0.9899");
        node("b", 2, "0.1");
        assertThat(agreement(0))
                .satisfies(failure("a sees r = 0.9899"))
                .satisfies(failure("b sees"));
    }

    @Test
    void tinyOrderIsNotTakenForAGreatOne() throws IOException, InterruptedException {
        node("a", 2, "1.0E-5");
        node("b", 2, "1.0");
        assertThat(agreement(0)).satisfies(failure("a sees r = 1.0E-5"));
    }

    @Test
    void podThatDoesNotAnswerIsNamed() throws IOException, InterruptedException {
        node("a", 1, "null");
        this.addresses.add("127.0.0.77");
        assertThat(agreement(0))
                .satisfies(failure("probe: 127.0.0.77:" + this.port + ": no connection"));
    }

    @Test
    void nameWithoutAddressesIsAFailure() throws IOException, InterruptedException {
        node("a", 1, "null");
        this.addresses.clear();
        assertThat(agreement(0)).satisfies(failure("0 nodes answer; no address behind nodes\n"));
    }

    @Test
    void somethingElseThatAnswersIsNoNode() throws IOException, InterruptedException {
        serve("a", Map.of("/beat/api/node", "{}"));
        assertThat(agreement(0)).satisfies(failure("127.0.0.11: no node answers"));
    }

    @Test
    void serviceThatDoesNotAnswerIsAFailure() throws IOException, InterruptedException {
        node("a", 1, "null");
        assertThat(run(0, "127.0.0.78"))
                .satisfies(failure("probe: 127.0.0.78:" + this.port + ": no connection"));
    }

    @Test
    void realNodesAreInStep() throws IOException, InterruptedException {
        this.addresses.addAll(List.of("127.0.0.11", "127.0.0.12"));
        try (ConfigurableApplicationContext one = realNode("127.0.0.11")) {
            try (ConfigurableApplicationContext other = realNode("127.0.0.12")) {
                assertThat(agreement(60)).isEqualTo(new BashProcess(0, "in step: 2 nodes\n", ""));
                assertThat(other.isRunning()).isTrue();
            }
            assertThat(one.isRunning()).isTrue();
            // As the script reads it.
            assertThat(addressesOf("127.0.0.11"))
                    .containsPattern("\"overlay\":\\{[^}]*\"active\":false");
            assertThat(agreement(0)).satisfies(failure("127.0.0.12:" + this.port));
        }
    }

    private ConfigurableApplicationContext realNode(String address) {
        String peers = "127.0.0.11:%1$d,127.0.0.12:%1$d".formatted(this.gossipPort);
        return SpringApplication.run(
                ChorusApplication.class,
                "--server.address=" + address,
                "--server.port=" + this.port,
                "--server.servlet.context-path=/beat",
                "--chorus.web.base-path=/api",
                "--chorus.join=free",
                "--chorus.node-id=" + address,
                "--chorus.gossip.bind=" + address + ":" + this.gossipPort,
                "--chorus.gossip.peers=" + peers);
    }

    private void node(String id, int n, String r) throws IOException {
        order(id, "{\"r\":" + r + ",\"meanPhase\":1,\"n\":" + n);
    }

    private void node(String id, int heard, int members, boolean overlay) throws IOException {
        String mesh = "{\"r\":1.0,\"meanPhase\":2.0,\"n\":" + members + "}";
        serve(
                id,
                "{\"r\":1.0,\"meanPhase\":1,\"n\":" + heard + ",\"mesh\":" + mesh,
                "{\"active\":" + overlay + ",\"degree\":4}");
    }

    private void order(String id, String order) throws IOException {
        serve(id, order, "{\"active\":false,\"degree\":16}");
    }

    private void serve(String id, String order, String overlay) throws IOException {
        serve(
                id,
                Map.of(
                        "/beat/api/node",
                        "{\"nodeId\":\"" + id + "\",\"mesh\":\"m\"}",
                        "/beat/api/order",
                        order + HISTORY,
                        "/beat/api/addresses",
                        "{\"addresses\":[],\"found\":1,\"overlay\":" + overlay + "}"));
    }

    private void serve(String id, Map<String, String> answers) throws IOException {
        String address = "127.0.0.1" + (this.addresses.size() + 1);
        HttpServer server = HttpServer.create(new InetSocketAddress(address, this.port), 0);
        answers.forEach(
                (path, body) ->
                        server.createContext(
                                path,
                                (exchange) -> {
                                    try (exchange) {
                                        // Without a length the answer comes in chunks.
                                        exchange.sendResponseHeaders(200, 0);
                                        exchange.getResponseBody()
                                                .write(body.getBytes(StandardCharsets.UTF_8));
                                    }
                                }));
        server.start();
        this.servers.add(server);
        this.addresses.add(address);
    }

    private BashProcess agreement(int seconds) throws IOException, InterruptedException {
        return run(seconds, "127.0.0.11");
    }

    private String addressesOf(String node) throws IOException, InterruptedException {
        return BashProcess.run(
                        90,
                        Map.of("PROBE_SECONDS", "20"),
                        "src/main/docker/probe",
                        "/beat/api/addresses",
                        node,
                        Integer.toString(this.port))
                .output();
    }

    /** Runs it with a name service that knows the addresses, in the format of the real one. */
    private BashProcess run(int seconds, String service) throws IOException, InterruptedException {
        StringBuilder names = new StringBuilder("#!/bin/sh\n[ \"$2\" = nodes ] || exit 2\n");
        for (String address : this.addresses) {
            for (String kind : List.of("STREAM nodes", "DGRAM", "RAW")) {
                names.append("echo '%-15s %s'\n".formatted(address, kind));
            }
        }
        Path getent = Files.writeString(this.directory.resolve("getent"), names);
        assertThat(getent.toFile().setExecutable(true)).isTrue();
        return BashProcess.run(
                90,
                Map.of("PATH", this.directory + ":" + System.getenv("PATH"), "PROBE_SECONDS", "20"),
                "src/main/docker/agreement",
                "nodes",
                Integer.toString(this.port),
                "/beat/api",
                Integer.toString(seconds),
                service,
                Integer.toString(this.port));
    }

    private static Consumer<BashProcess> failure(String reason) {
        return (agreement) -> {
            assertThat(agreement.status()).isEqualTo(1);
            assertThat(agreement.errors()).isEmpty();
            assertThat(agreement.output())
                    .startsWith("not in step after ")
                    .contains(reason)
                    .hasLineCount(1);
        };
    }
}
