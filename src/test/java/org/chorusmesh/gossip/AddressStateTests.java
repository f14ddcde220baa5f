package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chorusmesh.gossip.GossipFixture.onlyLink;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.chorusmesh.FreePorts;
import org.chorusmesh.gossip.GossipFixture.Peer;
import org.chorusmesh.gossip.GossipStatus.LinkStatus;
import org.chorusmesh.wire.FrameCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** What a node finds out about an address that it dials, on live sockets. */
class AddressStateTests {

    private static final Duration TTL = Duration.ofMillis(800);

    private final GossipFixture fixture = new GossipFixture();

    @AfterEach
    void close() {
        this.fixture.close();
    }

    @Test
    void aPeerIsHeardUnderItsNameAndItsId() {
        Peer a = this.fixture.node("a").start();
        Peer b =
                this.fixture
                        .node("b")
                        .peers("a.mesh:" + a.port(), "localhost:" + a.port())
                        .names((host) -> List.of(GossipFixture.loopback(1)))
                        .ttl(TTL)
                        .start();
        awaitState(b, AddressState.HEARD, a);
        LinkStatus link = onlyLink(b);
        assertThat(link.nodeId()).isEqualTo("a");
        assertThat(link.boot()).isEqualTo(GossipFixture.boot("a"));
        assertThat(link.address()).isEqualTo(a.endpoint());
        assertThat(link.name()).isEqualTo("localhost:" + a.port() + ", a.mesh:" + a.port());
        awaitState(b, AddressState.SILENT);
        a.close();
        awaitState(b, AddressState.UNREACHABLE);
    }

    @Test
    void nodesWithDifferentKeysFindEachOtherUnauthenticated() {
        String endpoint = "127.0.0.1:" + FreePorts.next();
        Peer a = this.fixture.node("a").keys("right").bind(endpoint).start();
        Peer b = this.fixture.node("b").keys("wrong").peers(endpoint).ttl(TTL).start();
        awaitState(b, AddressState.UNAUTHENTICATED, a);
        assertThat(onlyLink(b).nodeId()).isNull();
        a.close();
        Peer corrected = this.fixture.node("a").keys("wrong").bind(endpoint).start();
        awaitState(b, AddressState.HEARD, corrected);
    }

    @Test
    void aNodeWithoutKeysCannotReadWhoHasThem() {
        Peer a = this.fixture.node("a").keys("right").start();
        Peer b = this.fixture.node("b").peers(a.endpoint()).ttl(TTL).start();
        awaitState(b, AddressState.MALFORMED, a);
    }

    @Test
    void anotherMeshIsFoundByItsName() {
        Peer a = this.fixture.node("a").mesh("Test").start();
        Peer b = this.fixture.node("b").mesh("test").peers(a.endpoint()).ttl(TTL).start();
        awaitState(b, AddressState.OTHER_MESH, a);
        assertThat(onlyLink(b).mesh()).isEqualTo("Test");
        b.drain();
        assertThat(b.arrivals).isEmpty();
        assertThat(b.malformed).isZero();
        // It stays so while dial follows dial, unless this test stands still during one of them.
        AtomicLong before = new AtomicLong(b.gossip.status().connects());
        GossipFixture.await()
                .until(
                        () -> {
                            a.publish();
                            long connects = b.gossip.status().connects();
                            if (onlyLink(b).state() != AddressState.OTHER_MESH) {
                                before.set(connects);
                            }
                            return connects > before.get() + 1;
                        });
    }

    @Test
    void otherMeshesAreAskedForOnlyAfterSeveralSilentDials() {
        try (ZMQ.Context context = ZMQ.context(1);
                ZMQ.Socket peer = context.socket(SocketType.XPUB)) {
            peer.setLinger(0);
            peer.setReceiveTimeOut(50);
            peer.setXpubVerbose(true);
            String endpoint = bind(peer);
            FrameCodec codec = new FrameCodec(GossipFixture.MESH, List.of());
            List<String> seen = new ArrayList<>();
            Peer b = this.fixture.node("b").peers(endpoint).ttl(TTL).start();
            await(peer, seen, "+CHRS");
            assertThat(seen.get(0)).startsWith("+CHRS\1");
            peer.send(codec.encode(GossipFixture.report("a", 1)));
            awaitState(b, AddressState.HEARD);
        }
    }

    @Test
    void aPeerThatIsHeardAtOnceIsNeverAskedForTheReportsOfOtherMeshes() {
        try (ZMQ.Context context = ZMQ.context(1);
                ZMQ.Socket peer = context.socket(SocketType.XPUB)) {
            peer.setLinger(0);
            peer.setReceiveTimeOut(5);
            peer.setXpubVerbose(true);
            String endpoint = bind(peer);
            FrameCodec codec = new FrameCodec(GossipFixture.MESH, List.of());
            List<String> seen = new ArrayList<>();
            Peer b = this.fixture.node("b").peers(endpoint, "127.0.0.1:1").start();
            AtomicLong lamport = new AtomicLong();
            // Until the other address has been dialled on the second lane.
            GossipFixture.await()
                    .until(
                            () -> {
                                long next = lamport.incrementAndGet();
                                peer.send(codec.encode(GossipFixture.report("a", next)));
                                byte[] message = peer.recv(0);
                                if (message != null) {
                                    seen.add(text(message));
                                }
                                return b.gossip.status().connects() >= 5;
                            });
            assertThat(seen).isNotEmpty().noneMatch("+CHRS"::equals);
        }
    }

    @Test
    void whoSpeaksAnOlderProtocolIsNoNode() throws IOException {
        // A signature, version 1 and the socket type PUB: ZMTP 2.0.
        awaitNotChorus("\u00ff\0\0\0\0\0\0\0\1\u007f\1\1", false);
    }

    @Test
    void aLaterWireVersionIsDistinguishedFromAnotherMesh() {
        try (ZMQ.Context context = ZMQ.context(1);
                ZMQ.Socket peer = context.socket(SocketType.XPUB)) {
            peer.setLinger(0);
            String endpoint = bind(peer);
            Peer b = this.fixture.node("b").peers(endpoint).ttl(TTL).start();
            byte[] frame =
                    new FrameCodec(GossipFixture.MESH, List.of())
                            .encode(GossipFixture.report("a", 1));
            frame[4] = 9;
            GossipFixture.await()
                    .until(
                            () -> {
                                peer.send(frame);
                                return onlyLink(b).state() == AddressState.OTHER_VERSION;
                            });
        }
    }

    @Test
    void aWebServerIsNoNode() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(GossipFixture.loopback(1), 0), 0);
        server.start();
        try {
            Peer b = dialling(server.getAddress().getPort());
            awaitState(b, AddressState.NOT_CHORUS);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whoAnswersInHttpIsNoNode() throws IOException {
        awaitNotChorus("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", true);
    }

    /** Long enough to be read as several frames of ZMTP 1.0. */
    @Test
    void whoAnswersAtLengthInHttpIsNoNode() throws IOException {
        awaitNotChorus(
                "HTTP/1.1 400 \r\nContent-Type: text/html\r\n\r\n"
                        + "<!doctype html><h1>HTTP Status 400</h1>".repeat(40),
                true);
    }

    @Test
    void whoAcceptsAndSaysNothingIsNoNode() throws IOException {
        awaitNotChorus("", false);
    }

    @Test
    void whoAcceptsAndClosesIsNoNode() throws IOException {
        awaitNotChorus("", true);
    }

    @Test
    void anotherKindOfZeroMqSocketIsNoNode() {
        try (ZMQ.Context context = ZMQ.context(1);
                ZMQ.Socket wrong = context.socket(SocketType.PULL)) {
            wrong.setLinger(0);
            Peer b = this.fixture.node("b").peers(bind(wrong)).ttl(TTL).start();
            awaitState(b, AddressState.NOT_CHORUS);
        }
    }

    @Test
    void aNodeThatSaysNothingIsSilent() {
        Peer a = this.fixture.node("a").start();
        Peer b = this.fixture.node("b").peers(a.endpoint()).ttl(TTL).start();
        awaitState(b, AddressState.SILENT);
        awaitState(b, AddressState.HEARD, a);
    }

    @Test
    void aClosedPortIsUnreachable() {
        Peer b = dialling(FreePorts.next());
        awaitState(b, AddressState.UNREACHABLE);
        assertThat(onlyLink(b).nodeId()).isNull();
    }

    @Test
    void aNameThatIsNotKnownYetIsListedWithoutAnAddress() {
        AtomicBoolean up = new AtomicBoolean();
        Peer b =
                this.fixture
                        .node("b")
                        .peers("a.mesh:7000", "a.mesh:7001")
                        .names(
                                (host) -> {
                                    if (!up.get()) {
                                        throw new UnknownHostException(host);
                                    }
                                    return List.of(GossipFixture.loopback(9));
                                })
                        .start();
        assertThat(b.gossip.status().links())
                .extracting(LinkStatus::name)
                .containsExactly("a.mesh:7000", "a.mesh:7001");
        assertThat(b.gossip.status().links())
                .allMatch((link) -> link.state() == AddressState.UNRESOLVED);
        up.set(true);
        GossipFixture.await()
                .until(
                        () ->
                                b.gossip.status().links().stream()
                                        .map(LinkStatus::address)
                                        .toList()
                                        .equals(List.of("127.0.0.9:7000", "127.0.0.9:7001")));
    }

    private Peer dialling(int port) {
        return this.fixture.node("b").peers("127.0.0.1:" + port).ttl(TTL).start();
    }

    /** A server that answers each connection with this, and closes it or keeps it. */
    private void awaitNotChorus(String answer, boolean closes) throws IOException {
        try (ServerSocket server =
                new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Thread accepting =
                    new Thread(
                            () -> {
                                List<java.net.Socket> open = new ArrayList<>();
                                try {
                                    while (true) {
                                        java.net.Socket socket = server.accept();
                                        socket.getOutputStream()
                                                .write(
                                                        answer.getBytes(
                                                                StandardCharsets.ISO_8859_1));
                                        open.add(socket);
                                        if (closes) {
                                            socket.close();
                                        }
                                    }
                                } catch (IOException ex) {
                                    // The end of the test.
                                }
                            });
            accepting.setDaemon(true);
            accepting.start();
            Peer b = dialling(server.getLocalPort());
            awaitState(b, AddressState.NOT_CHORUS);
            b.drain();
            assertThat(b.arrivals).isEmpty();
        }
    }

    private static String bind(ZMQ.Socket socket) {
        socket.bind("tcp://127.0.0.1:0");
        return socket.getLastEndpoint().substring("tcp://".length());
    }

    /** Reads subscriptions, as + or - and the topic, until one is as expected. */
    private static void await(ZMQ.Socket peer, List<String> seen, String expected) {
        GossipFixture.await()
                .until(
                        () -> {
                            byte[] message = peer.recv(0);
                            if (message != null) {
                                seen.add(text(message));
                            }
                            return seen.contains(expected);
                        });
    }

    private static String text(byte[] message) {
        byte[] topic = Arrays.copyOfRange(message, 1, message.length);
        return ((message[0] == 1) ? "+" : "-") + new String(topic, StandardCharsets.UTF_8);
    }

    private static void awaitState(Peer peer, AddressState state, Peer... publishing) {
        GossipFixture.await()
                .untilAsserted(
                        () -> {
                            for (Peer each : publishing) {
                                each.publish();
                            }
                            assertThat(onlyLink(peer).state()).isEqualTo(state);
                        });
    }
}
