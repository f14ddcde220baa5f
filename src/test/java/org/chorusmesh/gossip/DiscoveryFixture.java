package org.chorusmesh.gossip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** Discoveries whose names, services and clock a test sets, and whose lookups run step by step. */
final class DiscoveryFixture {

    static final long SECOND = 1_000_000_000L;
    static final int FEW = 17;
    static final InetAddress ONE = GossipFixture.loopback(1);
    static final InetAddress TWO = GossipFixture.loopback(2);

    final Map<String, List<InetAddress>> zone = new HashMap<>();
    final Map<String, List<PeerDirectory.Instance>> services = new HashMap<>();
    final List<String> asked = new ArrayList<>();
    final Set<Address> heard = new HashSet<>();
    final Deque<Runnable> running = new ArrayDeque<>();
    long now;

    Discovery discovery(String... peers) {
        return discovery(this::lookup, this.running::addLast, peers);
    }

    /** With other names, and with other threads for the lookups. */
    Discovery discovery(NameService names, Executor resolvers, String... peers) {
        return new Discovery(
                Stream.of(peers).map(PeerEntry::parse).toList(),
                sources(names),
                resolvers,
                new Random(1),
                this.heard::contains,
                FEW,
                () -> {});
    }

    PeerSources sources(NameService names) {
        return new PeerSources(
                names, (service) -> this.services.get(service), 5690, () -> this.now);
    }

    List<InetAddress> lookup(String host) throws UnknownHostException {
        this.asked.add(host);
        List<InetAddress> answer = this.zone.get(host);
        if (answer == null) {
            throw new UnknownHostException(host);
        }
        return answer;
    }

    void advance(Discovery discovery, long nanos) {
        this.now += nanos;
        step(discovery);
    }

    void step(Discovery discovery) {
        discovery.tick(this.now);
        while (!this.running.isEmpty()) {
            this.running.removeFirst().run();
        }
        discovery.tick(this.now);
    }

    static List<String> texts(Discovery discovery) {
        return discovery.addresses().keySet().stream().map(Address::toString).toList();
    }
}
