package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chorusmesh.gossip.GossipFixture.LASTING_TTL;
import static org.chorusmesh.gossip.GossipFixture.onlyLink;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.chorusmesh.FreePorts;
import org.chorusmesh.gossip.GossipFixture.Peer;
import org.chorusmesh.node.Command.AddressesKnown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the connections follow what a name service answers, on live sockets. */
class DiscoveryOverSocketsTests {

    private final GossipFixture fixture = new GossipFixture();

    @AfterEach
    void close() {
        this.fixture.close();
    }

    @Test
    void aPeerThatRestartsAtAnotherAddressBehindTheSameNameIsFound() {
        int port = FreePorts.next();
        Peer a = this.fixture.node("a").bind("127.0.0.1:" + port).start();
        List<InetAddress> zone = new ArrayList<>(List.of(GossipFixture.loopback(1)));
        Peer b =
                this.fixture
                        .node("b")
                        .peers("a.mesh:" + port)
                        .names((host) -> snapshot(zone))
                        .start();
        b.awaitHearing(a);
        a.close();
        Peer again = this.fixture.node("again").bind("127.0.0.2:" + port).start();
        synchronized (zone) {
            zone.set(0, GossipFixture.loopback(2));
        }
        b.awaitHearing(again);
        // The old address goes after several answers without it.
        GossipFixture.await().until(() -> b.gossip.addresses().equals(new AddressesKnown(true, 1)));
        assertThat(onlyLink(b).address()).isEqualTo("127.0.0.2:" + port);
    }

    /** Two nodes that both live, behind a name service that knows now the one, now the other. */
    @Test
    void aLivePeerStaysConnectedWhateverTheNameServiceSays() {
        int port = FreePorts.next();
        Peer first = this.fixture.node("first").bind("127.0.0.1:" + port).start();
        Peer second = this.fixture.node("second").bind("127.0.0.2:" + port).start();
        List<InetAddress> zone = new ArrayList<>(List.of(GossipFixture.loopback(1)));
        AtomicInteger asked = new AtomicInteger();
        Peer b =
                this.fixture
                        .node("b")
                        .peers("mesh:" + port)
                        .ttl(Duration.ofSeconds(3))
                        .names(
                                (host) -> {
                                    asked.incrementAndGet();
                                    return snapshot(zone);
                                })
                        .start();
        b.awaitHearing(first);
        synchronized (zone) {
            zone.set(0, GossipFixture.loopback(2));
        }
        int before = asked.get();
        GossipFixture.await()
                .until(
                        () -> {
                            first.publish();
                            second.publish();
                            return asked.get() >= before + LookedUpName.ANSWERS_TO_MISS + 1;
                        });
        assertThat(b.gossip.addresses()).isEqualTo(new AddressesKnown(true, 2));
        b.awaitHearing(first);
        b.awaitHearing(second);
        // Silent and absent, it goes.
        first.close();
        GossipFixture.await()
                .until(
                        () -> {
                            second.publish();
                            return b.gossip.addresses().equals(new AddressesKnown(true, 1));
                        });
        b.awaitHearing(second);
    }

    @Test
    void tellsThatNoNameIsKnownUntilTheFirstIs() {
        AtomicBoolean up = new AtomicBoolean();
        Peer a =
                this.fixture
                        .node("a")
                        .peers("a.mesh:7000")
                        .names(
                                (host) -> {
                                    if (!up.get()) {
                                        throw new UnknownHostException(host);
                                    }
                                    return List.of(GossipFixture.loopback(2));
                                })
                        .start();
        assertThat(a.gossip.addresses()).isEqualTo(new AddressesKnown(false, 0, true));
        up.set(true);
        GossipFixture.await().until(() -> a.gossip.addresses().equals(new AddressesKnown(true, 1)));
    }

    @Test
    void aSlowNameStallsNoOther() {
        CountDownLatch release = new CountDownLatch(1);
        Peer a = this.fixture.node("a").start();
        Peer named = this.fixture.node("named").start();
        Peer b =
                this.fixture
                        .node("b")
                        .peers("slow.mesh:1", a.endpoint(), "quick.mesh:" + named.port())
                        .ttl(LASTING_TTL)
                        .names(
                                (host) -> {
                                    if (host.startsWith("slow")) {
                                        awaitRelease(release);
                                    }
                                    return List.of(GossipFixture.loopback(1));
                                })
                        .start();
        b.awaitHearing(a);
        b.awaitHearing(named);
        assertThat(b.gossip.addresses()).isEqualTo(new AddressesKnown(false, 2));
        long first = a.publishTo(1, b);
        long last = a.publishTo(50, b);
        assertThat(b.heard("a"))
                .containsSequence(LongStream.rangeClosed(first, last).boxed().toList());
        release.countDown();
        GossipFixture.await().until(() -> b.gossip.addresses().equals(new AddressesKnown(true, 3)));
    }

    private static List<InetAddress> snapshot(List<InetAddress> zone) {
        synchronized (zone) {
            return List.copyOf(zone);
        }
    }

    private static void awaitRelease(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
