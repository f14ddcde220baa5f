package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.chorusmesh.gossip.GossipFixture.Peer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;
import zmq.msg.MsgAllocator;

/** Errors on JeroMQ's I/O thread, provoked where it asks for room for a message. */
class ContextFailureTests {

    private final GossipFixture fixture = new GossipFixture();
    private final AtomicReference<Runnable> harm = new AtomicReference<>();

    @AfterEach
    void close() {
        this.fixture.close();
    }

    @Test
    void afterAnErrorOnItsIoThreadTheNodeReplacesItsSocketsAndIsBackUnderTheSamePort() {
        Peer a = this.fixture.node("a").start();
        Peer b = this.fixture.node("broken").messaging(this::fragile).peers(a.endpoint()).start();
        Peer c = this.fixture.node("c").peers(b.endpoint()).start();
        b.awaitHearing(a);
        c.awaitHearing(b);
        String endpoint = b.endpoint();

        for (int round = 1; round <= 3; round++) {
            int expected = round;
            this.harm.set(
                    () -> {
                        throw new OutOfMemoryError("as a stranger can provoke it");
                    });
            GossipFixture.await()
                    .until(
                            () -> {
                                a.publish();
                                return b.gossip.status().contextReplacements() == expected;
                            });
            GossipFixture.await().until(() -> b.gossip.status().healthy());
            assertThat(b.endpoint()).isEqualTo(endpoint);
            b.awaitHearing(a);
            c.awaitHearing(b);
        }
        b.close();
        GossipFixture.await().until(() -> LifecycleTests.threadsOf("broken").isEmpty());
    }

    @Test
    void anIoThreadThatHangsIsNoticedAndTheStopStillEnds() {
        CountDownLatch release = new CountDownLatch(1);
        Peer a = this.fixture.node("a").start();
        Peer b = this.fixture.node("hanging").messaging(this::fragile).peers(a.endpoint()).start();
        b.awaitHearing(a);
        this.harm.set(() -> awaitRelease(release));
        GossipFixture.await()
                .until(
                        () -> {
                            a.publish();
                            return b.gossip.status().contextReplacements() == 1;
                        });
        // The port is held by the one that hangs.
        assertThat(b.gossip.status().healthy()).isFalse();
        b.awaitHearing(a);
        long begin = System.nanoTime();
        b.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        release.countDown();
        GossipFixture.await().until(() -> LifecycleTests.threadsOf("hanging").isEmpty());
    }

    /** Such as under the heap that was short before. */
    @Test
    void aReplacementThatCannotPublishIsReplacedToo() {
        AtomicInteger publishers = new AtomicInteger();
        Peer a = this.fixture.node("a").start();
        Peer b =
                this.fixture
                        .node("unlucky")
                        .messaging(
                                (threads, onFailure) ->
                                        new Messaging(threads, onFailure) {
                                            @Override
                                            MsgAllocator allocator(MsgAllocator allocator) {
                                                return harmed(allocator);
                                            }

                                            @Override
                                            ZMQ.Socket publisher(byte[] topic) {
                                                if (publishers.incrementAndGet() == 2) {
                                                    throw new OutOfMemoryError("Java heap space");
                                                }
                                                return super.publisher(topic);
                                            }
                                        })
                        .peers(a.endpoint())
                        .start();
        Peer c = this.fixture.node("c").peers(b.endpoint()).start();
        b.awaitHearing(a);
        this.harm.set(
                () -> {
                    throw new OutOfMemoryError("as a stranger can provoke it");
                });
        GossipFixture.await()
                .until(
                        () -> {
                            a.publish();
                            return publishers.get() == 3;
                        });
        c.awaitHearing(b);
        assertThat(b.gossip.status().healthy()).isTrue();
    }

    /** JeroMQ loses a place with each socket that it could not open. */
    @Test
    void aContextWithoutAPlaceForASocketIsReplaced() {
        AtomicInteger contexts = new AtomicInteger();
        Peer a = this.fixture.node("a").start();
        Peer b =
                this.fixture
                        .node("full")
                        .messaging(
                                (threads, onFailure) -> {
                                    boolean first = contexts.getAndIncrement() == 0;
                                    return new Messaging(threads, onFailure) {
                                        @Override
                                        ZMQ.Socket subscriber(
                                                Iterable<byte[]> topics,
                                                ZEvent.ZEventConsummer hook,
                                                String localName,
                                                LongSupplier nanoClock) {
                                            if (first) {
                                                throw new ZMQException(ZError.EMFILE);
                                            }
                                            return super.subscriber(
                                                    topics, hook, localName, nanoClock);
                                        }
                                    };
                                })
                        .peers(a.endpoint())
                        .start();
        b.awaitHearing(a);
        assertThat(contexts).hasValue(2);
    }

    /** JeroMQ's timer for the handshake stands for 30 s meanwhile; nothing else happens. */
    @Test
    void aQuietNodeWithAStrangerWhoSaysNothingIsNotTakenForHanging() throws IOException {
        Peer a = this.fixture.node("quiet").start();
        try (Zmtp silent = Zmtp.dial(a.port())) {
            GossipFixture.await()
                    .during(Duration.ofSeconds(4))
                    .until(() -> a.gossip.status().healthy());
            assertThat(silent).isNotNull();
        }
        assertThat(a.gossip.status().contextReplacements()).isZero();
    }

    private Messaging fragile(Threads threads, Runnable onFailure) {
        return new Messaging(threads, onFailure) {
            @Override
            MsgAllocator allocator(MsgAllocator allocator) {
                return harmed(allocator);
            }
        };
    }

    private MsgAllocator harmed(MsgAllocator allocator) {
        return (size) -> {
            Runnable once = this.harm.getAndSet(null);
            if (once != null) {
                once.run();
            }
            return allocator.allocate(size);
        };
    }

    private static void awaitRelease(CountDownLatch release) {
        try {
            release.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
