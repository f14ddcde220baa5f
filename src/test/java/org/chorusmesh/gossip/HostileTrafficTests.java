package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.chorusmesh.gossip.GossipFixture.Peer;
import org.chorusmesh.wire.FrameCodec;
import org.chorusmesh.wire.FramePrefix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Strangers on live sockets: whatever they send, to the socket that publishes or from an address
 * that is dialled, the peers lose nothing, the context stays, and the stop takes no longer.
 */
class HostileTrafficTests {

    private static final long NEGATIVE = 0x80000000_7fffffffL;
    private static final byte[] PREFIX = new FramePrefix(GossipFixture.MESH).written();

    private final GossipFixture fixture = new GossipFixture();
    private final List<AutoCloseable> strangers = new ArrayList<>();

    record Attack(String name, byte[]... sends) {

        @Override
        public String toString() {
            return this.name;
        }
    }

    static Stream<Attack> attacks() {
        byte[] hello = Zmtp.greeting();
        byte[] sub = Zmtp.join(hello, Zmtp.ready("SUB"));
        byte[] pub = Zmtp.join(hello, Zmtp.ready("PUB"));
        byte[] random = new byte[4000];
        new Random(7).nextBytes(random);
        byte[] versioned = random.clone();
        versioned[0] = (byte) 0xff;
        versioned[9] = 0x7f;
        byte[] oldGreeting =
                ByteBuffer.allocate(12).put(hello, 0, 10).put((byte) 1).put((byte) 2).array();
        byte[] olderGreeting =
                ByteBuffer.allocate(12).put(hello, 0, 10).put((byte) 0).put((byte) 2).array();
        return Stream.of(
                new Attack(
                        "negative long size before any handshake", hello, Zmtp.header(0, NEGATIVE)),
                new Attack(
                        "negative long size of a command",
                        hello,
                        Zmtp.header(Zmtp.COMMAND, NEGATIVE)),
                new Attack("size -1", hello, Zmtp.header(0, -1)),
                new Attack("oversize", hello, Zmtp.header(0, 1L << 30)),
                new Attack("size beyond an int", hello, Zmtp.header(0, 1L << 40)),
                new Attack(
                        "negative long size after a handshake", sub, Zmtp.header(0, NEGATIVE), pub),
                new Attack(
                        "size -1 after a handshake as publisher", pub, Zmtp.header(0, -1), random),
                new Attack(
                        "size -1 after a handshake as subscriber", sub, Zmtp.header(0, -1), random),
                new Attack(
                        "oversize after a handshake as publisher",
                        pub,
                        Zmtp.header(0, 1L << 20),
                        random),
                new Attack(
                        "negative size in ZMTP 2", oldGreeting, Zmtp.header(0, NEGATIVE), random),
                new Attack(
                        "negative size in ZMTP 1",
                        olderGreeting,
                        ByteBuffer.allocate(10)
                                .put((byte) 0xff)
                                .putLong(NEGATIVE)
                                .put((byte) 0)
                                .array(),
                        random),
                new Attack("garbage", random),
                new Attack("garbage that begins like a signature", versioned),
                new Attack(
                        "an HTTP request", Zmtp.ascii("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")),
                new Attack("half a greeting held open", new byte[][] {{(byte) 0xff, 0, 0}}),
                new Attack("half a handshake held open", hello),
                new Attack("nothing, held open", new byte[0][]),
                new Attack(
                        "properties that end early",
                        hello,
                        Zmtp.frame(Zmtp.COMMAND, Zmtp.ascii("\5READY\13Sock"))),
                new Attack(
                        "properties with a negative length",
                        hello,
                        Zmtp.frame(
                                Zmtp.COMMAND,
                                Zmtp.join(Zmtp.ascii("\5READY\1a"), new byte[] {-1, -1, -1, -1}))),
                new Attack(
                        "a ping without its body",
                        pub,
                        Zmtp.frame(Zmtp.COMMAND, Zmtp.ascii("\4PING"))),
                new Attack(
                        "a ping without its body, as subscriber",
                        sub,
                        Zmtp.frame(Zmtp.COMMAND, Zmtp.ascii("\4PING"))),
                new Attack(
                        "an error command cut short",
                        hello,
                        Zmtp.frame(Zmtp.COMMAND, Zmtp.ascii("\5ERROR"))),
                new Attack("an empty frame for a handshake", hello, Zmtp.frame(0, new byte[0])),
                new Attack("a handshake twice", sub, Zmtp.ready("SUB"), Zmtp.ready("SUB")),
                new Attack("a topic as long as allowed", sub, Zmtp.subscribe(new byte[4000])));
    }

    @AfterEach
    void close() throws Exception {
        this.fixture.close();
        for (AutoCloseable stranger : this.strangers) {
            stranger.close();
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void whoAttacksThePublishingSocketCostsItsSubscribersNothing(Attack attack) throws IOException {
        Peer a = this.fixture.node("a").start();
        Peer b = listener(a.endpoint());
        long since = b.awaitHearing(a);
        for (int i = 0; i < 2; i++) {
            Socket socket =
                    new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), a.port());
            this.strangers.add(socket);
            swallow(socket);
            send(socket, attack);
            a.publishTo(5, b);
        }
        assertThatNothingWasLost(a, b, since);
        assertThatItStopsInTime(a);
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void aHostilePeerThatIsDialledCostsTheOthersNothing(Attack attack) throws IOException {
        Server server = new Server(attack);
        Peer a = this.fixture.node("a").start();
        Peer b = listener(server.endpoint(), a.endpoint());
        long since = b.awaitHearing(a);
        GossipFixture.await().until(() -> server.accepted.get() > 0);
        a.publishTo(12, b);
        assertThatNothingWasLost(a, b, since);
        assertThatItStopsInTime(b);
    }

    /**
     * JeroMQ lets a property of the handshake overwrite the address of its sender. The stranger
     * sends the node's own report in the name of a peer, whose address would then count as own.
     */
    @Test
    void aPeerThatClaimsTheAddressOfAnotherIsNotTakenForIt() throws IOException {
        Peer a = this.fixture.node("a").start();
        FrameCodec codec = new FrameCodec(GossipFixture.MESH, List.of());
        Server server =
                new Server(
                        new Attack(
                                "claim",
                                Zmtp.join(
                                        Zmtp.greeting(),
                                        Zmtp.ready("PUB", "Peer-Address", a.endpoint())),
                                repeat(
                                        Zmtp.frame(0, codec.encode(GossipFixture.report("b", 1))),
                                        100)));
        Peer b = listener(server.endpoint(), a.endpoint());
        GossipFixture.await()
                .untilAsserted(
                        () -> {
                            b.drain();
                            assertThat(b.malformed).isGreaterThanOrEqualTo(100);
                        });
        long since = b.awaitHearing(a);
        GossipFixture.await()
                .untilAsserted(
                        () ->
                                assertThat(b.gossip.status().links())
                                        .filteredOn((link) -> link.address().equals(a.endpoint()))
                                        .singleElement()
                                        .matches(
                                                (link) ->
                                                        link.state() == AddressState.HEARD
                                                                && link.connections() == 1));
        assertThat(b.heard("b")).isEmpty();
        assertThatNothingWasLost(a, b, since);
    }

    @Test
    void aMessageOfPartsWithoutEndIsTakenApartAndEachPartRefused() throws IOException {
        byte[] part = Zmtp.frame(Zmtp.MORE, new byte[200]);
        Server server =
                new Server(
                        new Attack(
                                "parts",
                                Zmtp.join(Zmtp.greeting(), Zmtp.ready("PUB")),
                                repeat(part, 5000)));
        Peer a = this.fixture.node("a").start();
        Peer b = listener(server.endpoint(), a.endpoint());
        long since = b.awaitHearing(a);
        GossipFixture.await()
                .untilAsserted(
                        () -> {
                            b.drain();
                            assertThat(b.malformed).isGreaterThanOrEqualTo(5000);
                        });
        a.publishTo(10, b);
        assertThatNothingWasLost(a, b, since);
    }

    @Test
    void aFloodOfForeignFramesFromOnePeerIsCountedAndCostsTheOthersNothing() throws IOException {
        byte[] foreign =
                Zmtp.frame(
                        0, new FrameCodec("other", List.of()).encode(GossipFixture.report("x", 1)));
        Server server =
                new Server(
                        new Attack(
                                "flood",
                                Zmtp.join(Zmtp.greeting(), Zmtp.ready("PUB")),
                                repeat(foreign, 200_000)));
        Peer a = this.fixture.node("a").start();
        Peer b = listener(server.endpoint(), a.endpoint());
        long since = b.awaitHearing(a);
        GossipFixture.await()
                .until(
                        () -> {
                            a.publishTo(1, b);
                            return b.malformed > 100_000;
                        });
        assertThat(b.dropped).isZero();
        assertThatNothingWasLost(a, b, since);
        assertThatItStopsInTime(b);
    }

    @Test
    void aSubscriberThatTalksBackAndSubscribesToEverythingFillsNothing() throws IOException {
        Peer a = this.fixture.node("a").start();
        Peer b = listener(a.endpoint());
        long since = b.awaitHearing(a);
        Zmtp stranger = Zmtp.dial(a.port());
        this.strangers.add(stranger);
        stranger.handshake("SUB");
        byte[] talk = Zmtp.frame(0, new byte[1000]);
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            byte[] topic = new byte[40];
            random.nextBytes(topic);
            stranger.send(Zmtp.join(Zmtp.subscribe(topic), talk));
            if (i % 100 == 0) {
                a.publishTo(1, b);
            }
        }
        // All of that was read: what comes after it is served.
        stranger.send(Zmtp.subscribe(PREFIX));
        CompletableFuture<byte[]> served =
                CompletableFuture.supplyAsync(stranger::receiveUnchecked);
        GossipFixture.await()
                .until(
                        () -> {
                            a.publishTo(1, b);
                            return served.isDone();
                        });
        assertThat(served.join()).startsWith(PREFIX);
        assertThatNothingWasLost(a, b, since);
        assertThatItStopsInTime(a);
    }

    @Test
    void aSubscriberThatStopsReadingDelaysNeitherTheOthersNorTheStop() throws IOException {
        Peer a = this.fixture.node("a").start();
        Peer b = listener(a.endpoint());
        long since = b.awaitHearing(a);
        Zmtp stranger = Zmtp.dial(a.port());
        this.strangers.add(stranger);
        stranger.handshake("SUB");
        stranger.send(Zmtp.subscribe(PREFIX));
        for (int i = 0; i < 50; i++) {
            // Large ones, so that the buffers of the stranger's connection fill up.
            a.gossip.publish(GossipFixture.report("large", i, FrameCodec.MAX_ECHOES));
            a.publishTo(1, b);
        }
        assertThatNothingWasLost(a, b, since);
        assertThatItStopsInTime(a);
    }

    private Peer listener(String... peers) {
        return this.fixture.node("b").peers(peers).ttl(GossipFixture.LASTING_TTL).start();
    }

    /** Each report after that of a Lamport time has come once, and in order. */
    private static void assertThatNothingWasLost(Peer from, Peer to, long since) {
        long last = from.publish();
        GossipFixture.await().untilAsserted(() -> assertThat(to.heard(from.nodeId)).contains(last));
        assertThat(to.heard(from.nodeId))
                .filteredOn((lamport) -> lamport > since)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(since + 1, last).boxed().toList());
        assertThat(from.gossip.status().healthy()).isTrue();
        assertThat(to.gossip.status().healthy()).isTrue();
        assertThat(from.gossip.status().contextReplacements()).isZero();
        assertThat(to.gossip.status().contextReplacements()).isZero();
    }

    private static void assertThatItStopsInTime(Peer peer) {
        long begin = System.nanoTime();
        peer.close();
        // A fault would hang here, or leave a thread behind.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        GossipFixture.await().until(() -> LifecycleTests.threadsOf(peer.nodeId).isEmpty());
    }

    private static byte[] repeat(byte[] bytes, int times) {
        ByteBuffer repeated = ByteBuffer.allocate(bytes.length * times);
        for (int i = 0; i < times; i++) {
            repeated.put(bytes);
        }
        return repeated.array();
    }

    private static void send(Socket socket, Attack attack) {
        try {
            for (byte[] bytes : attack.sends()) {
                socket.getOutputStream().write(bytes);
                socket.getOutputStream().flush();
                // Apart from each other, so that the reader sees each in a read of its own.
                GossipFixture.await().pollDelay(Duration.ofMillis(30)).until(() -> true);
            }
        } catch (IOException ex) {
            // Thrown out by the other side: as it should be.
        }
    }

    private static void swallow(Socket socket) {
        Thread reader =
                new Thread(
                        () -> {
                            try (InputStream in = socket.getInputStream()) {
                                in.transferTo(java.io.OutputStream.nullOutputStream());
                            } catch (IOException ex) {
                                // The end.
                            }
                        });
        reader.setDaemon(true);
        reader.start();
    }

    /** It attacks each connection, and keeps it open. */
    private final class Server implements AutoCloseable {

        private final ServerSocket server;
        private final AtomicInteger accepted = new AtomicInteger();
        private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();

        Server(Attack attack) throws IOException {
            this.server =
                    new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
            HostileTrafficTests.this.strangers.add(this);
            Thread thread = new Thread(() -> serve(attack));
            thread.setDaemon(true);
            thread.start();
        }

        String endpoint() {
            return "127.0.0.1:" + this.server.getLocalPort();
        }

        private void serve(Attack attack) {
            try {
                while (true) {
                    Socket socket = this.server.accept();
                    this.sockets.add(socket);
                    swallow(socket);
                    send(socket, attack);
                    this.accepted.incrementAndGet();
                }
            } catch (IOException ex) {
                // Closed.
            }
        }

        @Override
        public void close() throws IOException {
            this.server.close();
            for (Socket socket : this.sockets) {
                socket.close();
            }
        }
    }
}
