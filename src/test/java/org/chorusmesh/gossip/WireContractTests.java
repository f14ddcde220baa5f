package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.CommonFrequency;
import org.chorusmesh.dynamics.Extrapolation;
import org.chorusmesh.dynamics.Field;
import org.chorusmesh.dynamics.KuramotoStep;
import org.chorusmesh.gossip.GossipFixture.Peer;
import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberEntry;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.members.MemberState;
import org.chorusmesh.members.Slot;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.Decoded;
import org.chorusmesh.wire.FrameCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/wire.md}, kept true: a program that knows nothing but that page joins a mesh. */
class WireContractTests {

    private static final double NATURAL = 6.283185307179586;

    private static final Offset<Double> CLOSE = Offset.offset(1e-14);

    private final GossipFixture fixture = new GossipFixture();

    @AfterEach
    void close() {
        this.fixture.close();
    }

    @Test
    void theWorkedExampleIsWhatTheCodecWritesAndReads() throws IOException {
        byte[] example = example();
        Report report =
                new Report(
                        "n1",
                        new Boot(1_700_000_000_000L, 0x0123456789abcdefL),
                        42,
                        5_000_000_000L,
                        50_000_000L,
                        1.5,
                        6.5,
                        NATURAL,
                        true,
                        false,
                        List.of(new Echo(0xfedcba9876543210L, -1_000_000_000L, 2_000_000L)));
        FrameCodec codec = new FrameCodec("demo", List.of(Zmtp.ascii("secret")));
        assertThat(HexFormat.ofDelimiter(" ").formatHex(example))
                .isEqualTo(HexFormat.ofDelimiter(" ").formatHex(codec.encode(report)));
        assertThat(codec.decode(example)).isEqualTo(new Decoded.Readable(report));
    }

    @Test
    void theBeatsOfTheWorkedExampleAreWhatTheCodecWritesAndReads() throws IOException {
        long incarnation = 1_700_000_000_000L;
        Boot own = new Boot(incarnation, 0x0123456789abcdefL);
        Boot other = new Boot(incarnation, 0xfedcba9876543210L);
        long number = 1_790_005_761;
        long digest =
                MemberList.of(List.of(new Slot("n2", other), new Slot("n1", own)))
                        .digest(1, MemberRules.DEFAULT);
        Report report =
                new Report(
                        "n1",
                        own,
                        42,
                        5_000_000_000L,
                        50_000_000L,
                        1.5,
                        6.5,
                        NATURAL,
                        true,
                        false,
                        List.of(new Echo(0xfedcba9876543210L, -1_000_000_000L, 2_000_000L)),
                        null,
                        new BeatReport(
                                number,
                                true,
                                List.of(new MemberEntry("n2", other, 41, MemberState.SETTLED, 120)),
                                List.of(new ListVote(number, digest, 2))),
                        null,
                        0);
        FrameCodec codec = new FrameCodec("demo", List.of());
        byte[] example = example();
        byte[] frame = Zmtp.join(Arrays.copyOf(example, example.length - 32), bytes("beats"));
        assertThat(HexFormat.ofDelimiter(" ").formatHex(codec.encode(report)))
                .isEqualTo(HexFormat.ofDelimiter(" ").formatHex(frame));
        assertThat(codec.decode(frame)).isEqualTo(new Decoded.Readable(report));
    }

    @Test
    void theDigestOfTheWorkedExampleIsOverTheBytesThatThePageShows() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes("digest"));
        assertThat(block("beats"))
                .contains("digest: " + HexFormat.of().formatHex(hash, 0, Long.BYTES));
    }

    @Test
    void theNumbersToCheckAgainstAreWhatANodeComputes() throws IOException {
        Map<String, Double> numbers =
                block("numbers")
                        .lines()
                        .map((line) -> line.split(" {2,}"))
                        .collect(
                                Collectors.toMap(
                                        (cells) -> cells[0],
                                        (cells) -> Double.parseDouble(cells[1])));
        CommonFrequency common = new CommonFrequency();
        common.add(1, 6.4);
        double omega = common.seenFrom(NATURAL, 2.5, 0);
        Extrapolation peer = Extrapolation.of(1.5, 6.5, omega, 2.5, 0.1);
        Field field = new Field();
        field.add(1, peer.phase(), peer.rate());
        double rate = KuramotoStep.take(1, NATURAL, 2.5, 0, field, 0).rate();
        assertThat(numbers)
                .hasSize(4)
                .hasEntrySatisfying(
                        "common frequency Ω", (value) -> assertThat(value).isCloseTo(omega, CLOSE))
                .hasEntrySatisfying(
                        "peer's phase now",
                        (value) -> assertThat(value).isCloseTo(peer.phase(), CLOSE))
                .hasEntrySatisfying(
                        "pull", (value) -> assertThat(value).isCloseTo(rate - NATURAL, CLOSE))
                .hasEntrySatisfying("rate", (value) -> assertThat(value).isCloseTo(rate, CLOSE));
    }

    @Test
    void theWorkedExampleIsWhatThePageSaysPutTogetherByHand() throws IOException {
        byte[] echo =
                new HandMadeFrame()
                        .fixed64(1, 0xfedcba9876543210L)
                        .fixed64(2, -1_000_000_000L)
                        .zigzag(3, 2_000_000L)
                        .bytes();
        byte[] message =
                report("n1", 1_700_000_000_000L, 0x0123456789abcdefL, 42, 5_000_000_000L, echo);
        byte[] unsigned = Zmtp.join(HandMadeFrame.prefix("demo"), message);
        assertThat(HexFormat.ofDelimiter(" ").formatHex(example()))
                .isEqualTo(
                        HexFormat.ofDelimiter(" ")
                                .formatHex(
                                        Zmtp.join(
                                                unsigned, HandMadeFrame.mac("secret", unsigned))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret"})
    void aProgramThatKnowsOnlyThePageJoinsIsHeardAndAnswers(String key) throws Exception {
        int macBytes = key.isEmpty() ? 0 : 32;
        byte[] prefix = HandMadeFrame.prefix("demo");
        try (HandMadePublisher own = new HandMadePublisher()) {
            Peer node =
                    this.fixture
                            .node("node")
                            .mesh("demo")
                            .keys(key.isEmpty() ? new String[0] : new String[] {key})
                            .peers("127.0.0.1:" + own.port())
                            .start();
            // It dials the node as the node dials it.
            try (Zmtp in = Zmtp.dial(node.port())) {
                in.handshake("SUB");
                in.send(Zmtp.subscribe(prefix));
                BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
                Thread reader =
                        new Thread(
                                () -> {
                                    try {
                                        while (true) {
                                            received.add(in.receive());
                                        }
                                    } catch (IOException ex) {
                                        // The end of the test.
                                    }
                                });
                reader.setDaemon(true);
                reader.start();
                GossipFixture.await()
                        .until(
                                () -> {
                                    node.publish();
                                    return !received.isEmpty();
                                });

                byte[] frame = received.take();
                long receivedNanos = System.nanoTime();
                assertThat(frame).startsWith(prefix);
                if (macBytes > 0) {
                    byte[] unsigned = Arrays.copyOf(frame, frame.length - macBytes);
                    assertThat(frame)
                            .isEqualTo(Zmtp.join(unsigned, HandMadeFrame.mac(key, unsigned)));
                }
                byte[] heard = HandMadeFrame.messageOf(frame, "demo", macBytes);
                long boot = HandMadeFrame.findFixed64(heard, 3);
                long stamp = HandMadeFrame.findFixed64(heard, 5);

                assertThat(stamp + 5000).isBetween(1L, 100_000L);

                // The topic is exactly the prefix of the mesh.
                assertThat(own.subscription()).isEqualTo(Zmtp.join(new byte[] {1}, prefix));
                long now = System.nanoTime();
                byte[] echo =
                        new HandMadeFrame()
                                .fixed64(1, boot)
                                .fixed64(2, stamp)
                                .zigzag(3, now - receivedNanos)
                                .bytes();
                byte[] unsigned = Zmtp.join(prefix, report("by-hand", 1, 77, 1, now, echo));
                own.publish(
                        key.isEmpty()
                                ? unsigned
                                : Zmtp.join(unsigned, HandMadeFrame.mac(key, unsigned)));

                GossipFixture.await().until(() -> !node.heard("by-hand").isEmpty());
                Report report = node.arrivals.get(0).report();
                assertThat(report.boot()).isEqualTo(new Boot(1, 77));
                assertThat(report.joining()).isTrue();
                assertThat(report.stampNanos()).isEqualTo(now);
                assertThat(report.echoes())
                        .containsExactly(
                                new Echo(
                                        GossipFixture.boot("node").bits(),
                                        stamp,
                                        now - receivedNanos));
                assertThat(node.malformed + node.unauthenticated).isZero();
            }
        }
    }

    /** A joining report in order of its field numbers, as an encoder writes it. */
    private static byte[] report(
            String id, long incarnation, long boot, long lamport, long stamp, byte[] echo) {
        return new HandMadeFrame()
                .text(1, id)
                .varint(2, incarnation)
                .fixed64(3, boot)
                .varint(4, lamport)
                .fixed64(5, stamp)
                .varint(6, 50_000_000L)
                .real(7, 1.5)
                .real(8, 6.5)
                .real(9, NATURAL)
                .varint(10, 1)
                .bytes(12, echo)
                .bytes();
    }

    private static byte[] example() throws IOException {
        return bytes("hex");
    }

    /** The bytes at the start of each line of a block. */
    private static byte[] bytes(String kind) throws IOException {
        String hex =
                block(kind)
                        .lines()
                        .map((line) -> line.split(" {2,}", 2)[0])
                        .collect(Collectors.joining(" "));
        return HexFormat.ofDelimiter(" ").parseHex(hex);
    }

    /** What the page has in the first block of a kind. */
    private static String block(String kind) throws IOException {
        String page = Files.readString(Path.of("docs/wire.md"));
        int begin = page.indexOf("```" + kind + "\n") + kind.length() + 4;
        return page.substring(begin, page.indexOf("```", begin));
    }

    /** The publishing side, for one subscriber. */
    private static final class HandMadePublisher implements AutoCloseable {

        private final ServerSocket server;
        private final BlockingQueue<byte[]> subscriptions = new LinkedBlockingQueue<>();
        private final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();

        HandMadePublisher() throws IOException {
            this.server =
                    new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
            Thread thread = new Thread(this::serve);
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return this.server.getLocalPort();
        }

        byte[] subscription() throws InterruptedException {
            byte[] subscription = this.subscriptions.poll(1, TimeUnit.MINUTES);
            return (subscription != null) ? subscription : new byte[0];
        }

        void publish(byte[] frame) {
            this.frames.add(frame);
        }

        @Override
        public void close() throws IOException {
            this.server.close();
        }

        private void serve() {
            try (Zmtp subscriber = new Zmtp(this.server.accept())) {
                subscriber.handshake("PUB");
                this.subscriptions.add(subscriber.receive());
                while (true) {
                    subscriber.send(Zmtp.frame(0, this.frames.take()));
                }
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            } catch (InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
        }
    }
}
