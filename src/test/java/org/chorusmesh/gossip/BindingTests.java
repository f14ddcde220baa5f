package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.chorusmesh.FreePorts;
import org.chorusmesh.gossip.GossipFixture.Peer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A start that finds its port taken. */
@ExtendWith(OutputCaptureExtension.class)
class BindingTests {

    private static final Duration PATIENT = Duration.ofMinutes(1);

    private final GossipFixture fixture = new GossipFixture();

    @AfterEach
    void close() {
        this.fixture.close();
    }

    @Test
    void aPortThatIsTakenIsTriedAgainUntilItIsFree(CapturedOutput output) throws IOException {
        Peer a;
        Peer b;
        try (ServerSocket other = taken()) {
            String endpoint = "127.0.0.1:" + other.getLocalPort();
            a = this.fixture.node("a").bind(endpoint).bindPatience(PATIENT).start();
            b = this.fixture.node("b").peers(endpoint).start();
            assertThat(a.gossip.bound()).isNotDone();
            assertThat(a.gossip.status().healthy()).isFalse();
            assertThat(a.gossip.status().failed()).isFalse();
            assertThat(a.gossip.status().trouble())
                    .isEqualTo("the gossip port " + endpoint + " is taken; trying again");
            assertThat(output).contains("cannot bind " + endpoint + " yet");
        }
        a.gossip.bound().join();
        assertThat(a.gossip.status().healthy()).isTrue();
        assertThat(a.gossip.status().trouble()).isNull();
        b.awaitHearing(a);
    }

    @Test
    void afterItsPatienceTheStartHasFailed() throws IOException {
        try (ServerSocket other = taken()) {
            String endpoint = "127.0.0.1:" + other.getLocalPort();
            Peer a =
                    this.fixture
                            .node("a")
                            .bind(endpoint)
                            .bindPatience(Duration.ofMillis(300))
                            .start();
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> a.gossip.bound().join())
                    .havingCause()
                    .isInstanceOf(GossipException.class)
                    .withMessageContaining("Cannot bind " + endpoint);
            assertThat(a.gossip.status().failed()).isTrue();
            assertThat(a.gossip.status().healthy()).isFalse();
            assertThat(a.gossip.status().trouble()).contains(endpoint);
        }
    }

    @Test
    void aCloseEndsTheTrying() throws IOException {
        try (ServerSocket other = taken()) {
            Peer a =
                    this.fixture
                            .node("trying")
                            .bind("127.0.0.1:" + other.getLocalPort())
                            .bindPatience(PATIENT)
                            .start();
            a.close();
            GossipFixture.await().until(() -> LifecycleTests.threadsOf("trying").isEmpty());
            assertThat(a.gossip.bound()).isNotCompletedExceptionally();
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNotTriedAgain() {
        Peer a = this.fixture.node("a").bind("192.0.2.1:7000").bindPatience(PATIENT).create();
        assertThatExceptionOfType(GossipException.class)
                .isThrownBy(a.gossip::start)
                .withMessageContaining("192.0.2.1:7000");
    }

    /**
     * The system may give a dial the very port that it goes to. Here every dial gets it, as with a
     * port of the ephemeral range some do.
     */
    @Test
    void aDialThatReachesItselfDoesNotKeepThePeerFromItsPort() {
        int port = FreePorts.next();
        String endpoint = "127.0.0.1:" + port;
        AtomicInteger dials = new AtomicInteger();
        Peer b =
                this.fixture
                        .node("b")
                        .peers(endpoint)
                        .ttl(Duration.ofMillis(400))
                        .messaging(
                                (threads, failed) -> reachingItself(threads, failed, port, dials))
                        .start();
        GossipFixture.await().until(() -> dials.get() >= 6);
        GossipFixture.await()
                .until(() -> b.gossip.status().links().get(0).state() == AddressState.UNREACHABLE);
        for (int i = 0; i < 6; i++) {
            // At once: without patience.
            try (Peer a = this.fixture.node("a" + i).bind(endpoint).start()) {
                assertThat(a.gossip.status().healthy()).isTrue();
            }
            int before = dials.get();
            GossipFixture.await().until(() -> dials.get() > before);
        }
    }

    @Test
    void aPortThatTheSystemMayGiveToADialIsWarnedOf(CapturedOutput output) throws IOException {
        EphemeralPorts ports = EphemeralPorts.find().orElse(null);
        assumeThat(ports).as("the system states its range").isNotNull();
        int within;
        try (ServerSocket given = taken()) {
            within = given.getLocalPort();
        }
        int other = FreePorts.next();
        assumeThat(ports.contains(other)).as("the range leaves ports out").isFalse();
        this.fixture.node("a").bind("127.0.0.1:" + within).bindPatience(PATIENT).start();
        this.fixture.node("b").bind("127.0.0.1:" + other).start();
        assertThat(output)
                .contains("Port " + within + " of chorus.gossip.bind is in the range")
                .doesNotContain("Port " + other + " of chorus.gossip.bind");
    }

    private static Messaging reachingItself(
            Threads threads, Runnable failed, int port, AtomicInteger dials) {
        return new Messaging(threads, failed) {
            @Override
            SelectorProvider dialling() {
                return new DiallingChannels(threads.shortage()) {
                    @Override
                    public SocketChannel openSocketChannel() throws IOException {
                        SocketChannel channel = super.openSocketChannel();
                        try {
                            channel.bind(new InetSocketAddress(GossipFixture.loopback(1), port));
                            dials.incrementAndGet();
                            return channel;
                        } catch (IOException ex) {
                            channel.close();
                            throw ex;
                        }
                    }
                };
            }
        };
    }

    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 1, GossipFixture.loopback(1));
    }
}
