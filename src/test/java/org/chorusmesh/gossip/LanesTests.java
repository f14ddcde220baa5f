package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.chorusmesh.gossip.GossipFixture.Peer;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.wire.FrameCodec;
import org.chorusmesh.wire.FramePrefix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ;

/** Tests for {@link Lanes}, on live sockets. */
class LanesTests {

    private static final long RECEIVED_NANOS = 42;

    private final GossipFixture fixture = new GossipFixture();
    private final AtomicLong now = new AtomicLong();
    private final ReportInbox inbox = new ReportInbox(ReportInbox.DEFAULT_CAPACITY);
    private final Breakable messaging = new Breakable();
    private final Lanes lanes =
            new Lanes(
                    this.messaging,
                    () ->
                            new Reception(
                                    new FrameCodec(GossipFixture.MESH, List.of()),
                                    new FramePrefix(GossipFixture.MESH),
                                    new NodeIdentity(
                                            GossipFixture.MESH, "lanes", GossipFixture.boot("x")),
                                    this.inbox,
                                    LanesTests::readClock),
                    this.now::get,
                    () -> {});

    @AfterEach
    void close() {
        this.lanes.stop();
        this.lanes.join(5_000_000_000L);
        this.fixture.close();
        Threads.join(this.messaging.close(5_000_000_000L), 5_000_000_000L);
    }

    @Test
    void aDialBesideAConnectionGoesOnTheOtherLaneAndBothDeliver() {
        Peer peer = this.fixture.node("peer").start();
        Link first = this.lanes.dial(address(peer), false);
        Link second = this.lanes.dial(address(peer), false);
        awaitFrames(peer, first, second);
        first.stop();
        GossipFixture.await().until(first::hasEnded);
        Link third = this.lanes.dial(address(peer), false);
        awaitFrames(peer, second, third);
        assertThat(second.hasEnded()).isFalse();
    }

    @Test
    void aDialThatProbesTakesThePlaceOfAConnectionOnTheSecondLane() {
        Peer peer = this.fixture.node("peer").start();
        Link probing = this.lanes.dial(address(peer), true);
        awaitFrames(peer, probing);
        Link plain = this.lanes.dial(address(peer), false);
        awaitFrames(peer, plain);
        Link next = this.lanes.dial(address(peer), true);
        awaitFrames(peer, plain, next);
        GossipFixture.await().until(probing::hasEnded);
        long frames = probing.frames();
        awaitFrames(peer, plain, next);
        assertThat(probing.frames()).isEqualTo(frames);
    }

    @Test
    void aConnectionThatEndsLeavesTheOthersOfItsLane() {
        Peer one = this.fixture.node("one").start();
        Peer two = this.fixture.node("two").start();
        Link first = this.lanes.dial(address(one), false);
        Link second = this.lanes.dial(address(two), false);
        awaitFrames(one, first);
        awaitFrames(two, second);
        for (int i = 0; i < 20; i++) {
            first.stop();
            first = this.lanes.dial(address(one), false);
        }
        awaitFrames(one, first);
        awaitFrames(two, second);
        assertThat(second.hasEnded()).isFalse();
    }

    /** The lane's own thread may wake long after. */
    @Test
    void aReportIsReceivedWhenTheIoThreadReadsIt() {
        Peer peer = this.fixture.node("peer").start();
        awaitFrames(peer, this.lanes.dial(address(peer), false));
        assertThat(this.inbox.drain().arrivals())
                .isNotEmpty()
                .allMatch((arrival) -> arrival.receivedNanos() == RECEIVED_NANOS);
    }

    @Test
    void aLaneThatCannotOpenIsTriedAgainAfterAPause() {
        Peer peer = this.fixture.node("peer").start();
        this.messaging.broken = true;
        Link first = this.lanes.dial(address(peer), false);
        GossipFixture.await().until(first::hasEnded);
        this.messaging.broken = false;
        assertThat(this.lanes.dial(address(peer), false).hasEnded()).isTrue();
        this.now.addAndGet(1_000_000_000L);
        awaitFrames(peer, this.lanes.dial(address(peer), false));
    }

    /** Every thread but the I/O thread wakes late. */
    private static long readClock() {
        boolean io = Thread.currentThread().getName().equals("chorus-lanes-io");
        return io ? RECEIVED_NANOS : RECEIVED_NANOS + 50_000_000L;
    }

    private void awaitFrames(Peer peer, Link... links) {
        for (Link link : links) {
            long before = link.frames();
            GossipFixture.await()
                    .until(
                            () -> {
                                peer.publish();
                                // As the control loop does: a few dials need it, see IoPulse.
                                this.messaging.tap();
                                return link.frames() > before;
                            });
        }
    }

    private static Address address(Peer peer) {
        return new Address(GossipFixture.loopback(1), peer.port());
    }

    private static final class Breakable extends Messaging {

        private volatile boolean broken;

        Breakable() {
            super(new Threads("lanes"), () -> {});
        }

        @Override
        ZMQ.Socket subscriber(
                Iterable<byte[]> topics,
                org.zeromq.ZEvent.ZEventConsummer hook,
                String localName,
                java.util.function.LongSupplier nanoClock) {
            if (this.broken) {
                throw new IllegalStateException("as a test asks for");
            }
            return super.subscriber(topics, hook, localName, nanoClock);
        }
    }
}
