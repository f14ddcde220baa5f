package org.example.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.apache.curator.test.TestingServer;
import org.chorusmesh.gossip.AddressState;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.DialledAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Whole applications and a ZooKeeper, in one process. */
@ExtendWith(OutputCaptureExtension.class)
class DiscoveryApplicationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Deque<ConfigurableApplicationContext> applications = new ArrayDeque<>();

    private TestingServer zooKeeper;

    @BeforeEach
    void startZooKeeper() throws Exception {
        this.zooKeeper = new TestingServer();
    }

    @AfterEach
    void stop() throws Exception {
        this.applications.forEach(ConfigurableApplicationContext::close);
        this.zooKeeper.close();
    }

    @Test
    void replicasFindEachOtherByTheirNameAlone() {
        ChorusNode a = start("a");
        ChorusNode b = start("b");
        ConfigurableApplicationContext leaving = application("c");
        ChorusNode c = leaving.getBean(ChorusNode.class);
        awaitPeers(a, "b", "c");
        awaitPeers(b, "a", "c");
        awaitPeers(c, "a", "b");
        assertThat(a.addresses())
                .allSatisfy((address) -> assertThat(address.name()).isEqualTo("discovery:beat"));
        await().atMost(PATIENCE).until(() -> states(a).contains(AddressState.OWN));

        this.applications.remove(leaving);
        leaving.close();
        awaitPeers(a, "b");
        awaitPeers(b, "a");

        ChorusNode d = start("d");
        awaitPeers(a, "b", "d");
        awaitPeers(b, "a", "d");
        awaitPeers(d, "a", "b");
        // The address of the one that left is dropped, and nothing is wrong with the others.
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(states(a))
                                        .containsExactlyInAnyOrder(
                                                AddressState.OWN,
                                                AddressState.HEARD,
                                                AddressState.HEARD));
    }

    @Test
    void replicasStayTogetherWithoutZooKeeper(CapturedOutput output) throws Exception {
        ChorusNode a = start("a");
        ChorusNode b = start("b");
        awaitPeers(a, "b");
        awaitPeers(b, "a");
        this.zooKeeper.stop();
        await().atMost(PATIENCE)
                .until(
                        () ->
                                output.getOut()
                                        .contains(
                                                "The peer name discovery:beat can no longer be"
                                                        + " looked up"));
        assertThat(states(a)).containsExactlyInAnyOrder(AddressState.OWN, AddressState.HEARD);
        awaitPeers(a, "b");
        awaitPeers(b, "a");
        // The applications take their entries out of it when they end.
        this.zooKeeper.restart();
    }

    @Test
    void withoutADiscoveryClientTheStartSaysWhatIsMissing() {
        assertThatException()
                .isThrownBy(
                        () ->
                                start(
                                        "a",
                                        "spring.cloud.discovery.enabled=false",
                                        "spring.cloud.zookeeper.enabled=false"))
                .havingRootCause()
                .withMessageContaining("\"discovery:beat\": needs a DiscoveryClient");
    }

    /** Without metadata the port is that of the entry, and the simple client needs no server. */
    @Test
    void instancesMayStandInTheConfiguration() {
        ChorusNode a = start("a");
        String bound = a.gossipStatus().boundEndpoint();
        ChorusNode b =
                start(
                        "b",
                        "spring.cloud.zookeeper.enabled=false",
                        "chorus.gossip.peers=discovery:fixed" + bound.substring(bound.indexOf(':')),
                        "spring.cloud.discovery.client.simple.instances.fixed[0].uri=http://127.0.0.1");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(states(b)).containsExactly(AddressState.HEARD));
    }

    private ChorusNode start(String id, String... properties) {
        return application(id, properties).getBean(ChorusNode.class);
    }

    private ConfigurableApplicationContext application(String id, String... properties) {
        String[] arguments =
                Stream.concat(
                                Stream.of(
                                        "PORT=" + freePort(),
                                        "chorus.node-id=" + id,
                                        "spring.cloud.zookeeper.max-retries=1",
                                        "spring.cloud.zookeeper.connection-timeout=1s",
                                        "spring.cloud.zookeeper.session-timeout=5s",
                                        "spring.cloud.zookeeper.connect-string="
                                                + this.zooKeeper.getConnectString()),
                                Stream.of(properties))
                        .map((property) -> "--" + property)
                        .toArray(String[]::new);
        ConfigurableApplicationContext application =
                new SpringApplicationBuilder(DiscoveryApplication.class).run(arguments);
        this.applications.add(application);
        return application;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void awaitPeers(ChorusNode node, String... ids) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(node.snapshot().peers())
                                        .extracting(PeerView::nodeId)
                                        .containsExactlyInAnyOrder(ids));
    }

    private static List<AddressState> states(ChorusNode node) {
        return node.addresses().stream().map(DialledAddress::state).toList();
    }
}
