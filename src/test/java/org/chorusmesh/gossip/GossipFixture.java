package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.chorusmesh.Patience;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.gossip.GossipStatus.LinkStatus;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.TestReports;

/** Nodes on loopback without the node: what is published and received is plain reports. */
final class GossipFixture implements AutoCloseable {

    static final String MESH = "test";

    /** With this TTL nothing is dialled twice in a test, so that each report comes once. */
    static final Duration LASTING_TTL = Duration.ofHours(1);

    private final List<Peer> peers = new ArrayList<>();

    static ConditionFactory await() {
        return Awaitility.await().atMost(Patience.LIMIT).pollInterval(Duration.ofMillis(10));
    }

    static Boot boot(String nodeId) {
        return TestReports.boot(nodeId);
    }

    static Report report(String nodeId, long lamport) {
        return TestReports.report(nodeId, lamport);
    }

    static Report report(String nodeId, long lamport, int echoes) {
        return TestReports.report(nodeId, lamport, echoes);
    }

    static Report goodbye(String nodeId, long lamport) {
        return TestReports.goodbye(nodeId, lamport);
    }

    /** The state of the one address that a node knows. */
    static LinkStatus onlyLink(Peer peer) {
        List<LinkStatus> links = peer.gossip.status().links();
        assertThat(links).hasSize(1);
        return links.get(0);
    }

    Builder node(String nodeId) {
        return new Builder(nodeId);
    }

    @Override
    public void close() {
        this.peers.forEach(Peer::close);
    }

    /**
     * A node under construction; on loopback, without peers, keys or names, and with a TTL of 2 s.
     */
    final class Builder {

        private final String nodeId;
        private String mesh = MESH;
        private String bind = "127.0.0.1:0";
        private List<String> dialled = List.of();
        private List<byte[]> keys = List.of();
        private Duration ttl = Duration.ofSeconds(2);
        private Duration bindPatience = Duration.ZERO;
        private NameService names =
                (host) -> {
                    throw new UnknownHostException(host);
                };
        private BiFunction<Threads, Runnable, Messaging> messaging = Messaging::new;

        private Builder(String nodeId) {
            this.nodeId = nodeId;
        }

        Builder mesh(String mesh) {
            this.mesh = mesh;
            return this;
        }

        Builder bind(String bind) {
            this.bind = bind;
            return this;
        }

        Builder peers(String... dialled) {
            this.dialled = List.of(dialled);
            return this;
        }

        Builder keys(String... keys) {
            this.keys = List.of(keys).stream().map(String::getBytes).toList();
            return this;
        }

        Builder ttl(Duration ttl) {
            this.ttl = ttl;
            return this;
        }

        Builder bindPatience(Duration bindPatience) {
            this.bindPatience = bindPatience;
            return this;
        }

        Builder names(NameService names) {
            this.names = names;
            return this;
        }

        Builder messaging(BiFunction<Threads, Runnable, Messaging> messaging) {
            this.messaging = messaging;
            return this;
        }

        Peer create() {
            Peer peer =
                    new Peer(
                            this.nodeId,
                            new ZmqGossip(
                                    new NodeIdentity(this.mesh, this.nodeId, boot(this.nodeId)),
                                    new GossipConfiguration(
                                            this.bind,
                                            this.dialled,
                                            this.keys,
                                            this.ttl.toNanos(),
                                            this.bindPatience.toNanos()),
                                    System::nanoTime,
                                    new Random(this.nodeId.hashCode()),
                                    this.names,
                                    null,
                                    this.messaging));
            GossipFixture.this.peers.add(peer);
            return peer;
        }

        Peer start() {
            Peer peer = create();
            peer.gossip.start();
            return peer;
        }
    }

    /** A node with its socket, and all that it has received so far. */
    static final class Peer implements AutoCloseable {

        final String nodeId;
        final ZmqGossip gossip;
        final List<Arrival> arrivals = new ArrayList<>();
        long malformed;
        long unauthenticated;
        long dropped;
        private long lamport;

        Peer(String nodeId, ZmqGossip gossip) {
            this.nodeId = nodeId;
            this.gossip = gossip;
        }

        String endpoint() {
            return this.gossip.status().boundEndpoint();
        }

        int port() {
            return Endpoint.parse(endpoint()).port();
        }

        /** Publishes the next report and returns its Lamport time. */
        long publish() {
            this.gossip.publish(report(this.nodeId, ++this.lamport));
            return this.lamport;
        }

        /**
         * Publishes reports, each once every listener has the one before: faster ones would push
         * each other out of the publisher's queue.
         *
         * @return the Lamport time of the last
         */
        long publishTo(int reports, Peer... listeners) {
            for (int i = 0; i < reports; i++) {
                long published = publish();
                await().pollInterval(Duration.ofMillis(2))
                        .until(
                                () ->
                                        Stream.of(listeners)
                                                .allMatch(
                                                        (listener) ->
                                                                listener.heard(this.nodeId)
                                                                        .contains(published)));
            }
            return this.lamport;
        }

        void drain() {
            Inbound inbound = this.gossip.drain();
            this.arrivals.addAll(inbound.arrivals());
            this.malformed += inbound.malformed();
            this.unauthenticated += inbound.unauthenticated();
            this.dropped += inbound.dropped();
        }

        /** The Lamport times received from a node, in their order. */
        List<Long> heard(String from) {
            drain();
            return this.arrivals.stream()
                    .map(Arrival::report)
                    .filter((report) -> report.nodeId().equals(from))
                    .map(Report::lamport)
                    .toList();
        }

        /**
         * Waits until this node hears another, which publishes meanwhile.
         *
         * @return the Lamport time of the other's last report, which may be on its way or lost
         */
        long awaitHearing(Peer other) {
            long first = other.publish();
            await().until(
                            () -> {
                                other.publish();
                                return heard(other.nodeId).stream()
                                        .anyMatch((lamport) -> lamport >= first);
                            });
            return other.lamport;
        }

        @Override
        public void close() {
            this.gossip.close();
        }
    }

    static InetAddress loopback(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
