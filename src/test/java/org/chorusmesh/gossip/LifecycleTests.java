package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chorusmesh.gossip.GossipFixture.Peer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LifecycleTests {

    private final GossipFixture fixture = new GossipFixture();

    @AfterEach
    void close() {
        Thread.interrupted();
        this.fixture.close();
    }

    static List<String> threadsOf(String nodeId) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter((name) -> name.startsWith("chorus-" + nodeId + "-"))
                .toList();
    }

    @Test
    void everyThreadIsADaemonNamedAfterTheNodeAndNoneOutlivesTheClose() {
        Peer a = this.fixture.node("thread-a").start();
        Peer b = this.fixture.node("thread-b").peers(a.endpoint(), "127.0.0.1:1").start();
        b.awaitHearing(a);
        assertThat(threadsOf("thread-b")).hasSizeGreaterThanOrEqualTo(5);
        assertThat(
                        Thread.getAllStackTraces().keySet().stream()
                                .filter((thread) -> thread.getName().startsWith("chorus-thread-")))
                .allMatch(Thread::isDaemon);
        b.close();
        a.close();
        GossipFixture.await()
                .untilAsserted(
                        () -> {
                            assertThat(threadsOf("thread-a")).isEmpty();
                            assertThat(threadsOf("thread-b")).isEmpty();
                        });
    }

    @Test
    void thereAreNoMoreThreadsForTwentyPeersThanForTwo() {
        List<Peer> peers =
                IntStream.range(0, 20)
                        .mapToObj((i) -> this.fixture.node("crowd-" + i).start())
                        .toList();
        Peer node =
                this.fixture
                        .node("amid-crowd")
                        .peers(
                                Stream.concat(
                                                peers.stream().map(Peer::endpoint),
                                                // Nobody is there: both lanes are in use.
                                                Stream.of("127.0.0.1:1", "127.0.0.1:2"))
                                        .toArray(String[]::new))
                        .ttl(Duration.ofMillis(400))
                        .start();
        peers.forEach(node::awaitHearing);
        GossipFixture.await()
                .untilAsserted(
                        () ->
                                assertThat(threadsOf("amid-crowd"))
                                        .containsExactlyInAnyOrder(
                                                "chorus-amid-crowd-io",
                                                "chorus-amid-crowd-reaper",
                                                "chorus-amid-crowd-publish",
                                                "chorus-amid-crowd-control",
                                                "chorus-amid-crowd-receive",
                                                "chorus-amid-crowd-receive-2"));
    }

    @RepeatedTest(10)
    void aGoodbyePublishedRightBeforeTheCloseArrives() {
        Peer a = this.fixture.node("a").start();
        Peer b = this.fixture.node("b").peers(a.endpoint()).start();
        b.awaitHearing(a);
        a.gossip.publish(GossipFixture.goodbye("a", 1_000_000));
        a.close();
        GossipFixture.await()
                .untilAsserted(
                        () -> {
                            b.drain();
                            assertThat(b.arrivals.get(b.arrivals.size() - 1).report())
                                    .isEqualTo(GossipFixture.goodbye("a", 1_000_000));
                        });
    }

    @Test
    void anInterruptedCallerClosesAllTheSameAndStaysInterrupted() {
        Peer a = this.fixture.node("interrupted-a").start();
        Peer b = this.fixture.node("interrupted-b").peers(a.endpoint()).start();
        b.awaitHearing(a);
        Thread.currentThread().interrupt();
        b.close();
        assertThat(Thread.interrupted()).isTrue();
        GossipFixture.await().until(() -> threadsOf("interrupted-b").isEmpty());
        assertThat(a.gossip.status().healthy()).isTrue();
    }

    @Test
    void anInterruptOfItsOwnThreadsStopsNothing() {
        Peer a = this.fixture.node("a").start();
        Peer b = this.fixture.node("poked").peers(a.endpoint()).start();
        b.awaitHearing(a);
        for (int i = 0; i < 5; i++) {
            Thread.getAllStackTraces().keySet().stream()
                    .filter(
                            (thread) ->
                                    thread.getName().startsWith("chorus-poked-receive")
                                            || thread.getName().startsWith("chorus-poked-control")
                                            || thread.getName().startsWith("chorus-poked-publish"))
                    .forEach(Thread::interrupt);
            b.awaitHearing(a);
        }
        Peer c = this.fixture.node("c").peers(b.endpoint()).start();
        c.awaitHearing(b);
        assertThat(b.gossip.status().healthy()).isTrue();
        b.close();
        GossipFixture.await().until(() -> threadsOf("poked").isEmpty());
    }

    @Test
    void closeIsIdempotentAndHarmlessBeforeTheStart() {
        Peer never = this.fixture.node("never").create();
        never.close();
        never.close();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(never.gossip::start);
        Peer a = this.fixture.node("a").start();
        a.close();
        a.close();
        a.publish();
        assertThat(a.gossip.status().healthy()).isFalse();
    }

    @Test
    void theStatusTellsTheRealPortAndWhetherTheSocketsAreUp() {
        Peer a = this.fixture.node("a").create();
        assertThat(a.gossip.status().healthy()).isFalse();
        assertThat(a.gossip.status().boundEndpoint()).isEmpty();
        a.gossip.start();
        assertThat(a.gossip.status().healthy()).isTrue();
        assertThat(a.gossip.status().boundEndpoint()).matches("127\\.0\\.0\\.1:[1-9]\\d*");
        assertThat(a.gossip.status().links()).isEmpty();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(a.gossip::start);
    }

    @Test
    void aPortThatIsTakenFailsTheStartAndLeavesNothingBehind() throws IOException {
        try (ServerSocket taken =
                new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Peer a = this.fixture.node("taken").bind("127.0.0.1:" + taken.getLocalPort()).create();
            assertThatExceptionOfType(GossipException.class)
                    .isThrownBy(a.gossip::start)
                    .withMessageContaining("127.0.0.1:" + taken.getLocalPort());
        }
        GossipFixture.await().until(() -> threadsOf("taken").isEmpty());
    }

    @Test
    void aHostThatIsNotKnownFailsTheStart() {
        Peer a = this.fixture.node("a").bind("nowhere.invalid:0").create();
        assertThatExceptionOfType(GossipException.class)
                .isThrownBy(a.gossip::start)
                .withMessageContaining("nowhere.invalid");
    }

    @Test
    void aConfigurationThatCannotBeReadIsRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> this.fixture.node("a").bind("x").create());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> this.fixture.node("a").peers("a:0").create());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> this.fixture.node("a").keys("").create());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> this.fixture.node("a").mesh("").create());
    }

    @Test
    @Timeout(60)
    void aNameServiceThatNeverAnswersDoesNotHoldUpTheClose() {
        CountDownLatch closed = new CountDownLatch(1);
        Peer a =
                this.fixture
                        .node("a")
                        .peers("slow:7000")
                        .names(
                                (host) -> {
                                    try {
                                        closed.await();
                                    } catch (InterruptedException ex) {
                                        throw new IllegalStateException(ex);
                                    }
                                    return List.of();
                                })
                        .start();
        GossipFixture.await().until(() -> threadsOf("a").contains("chorus-a-resolve"));
        a.close();
        closed.countDown();
    }
}
