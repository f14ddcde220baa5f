package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.chorusmesh.overlay.Overlay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Nodes under a clock of the test, on a network in which a dialled node is heard one tick later.
 */
@ExtendWith(OutputCaptureExtension.class)
class NeighbourhoodTests {

    private static final int DEGREE = 16;
    private static final long TICK = 100_000_000L;
    private static final long TTL = 20 * TICK;

    private final Map<Address, Node> running = new LinkedHashMap<>();
    private long now;

    @Test
    void inASmallMeshAllOthersAreDialled() {
        start(addresses(0, 17), addresses(0, 17));
        advance(1);
        for (Node node : this.running.values()) {
            assertThat(node.links()).hasSize(16).allMatch(node.neighbourhood::isMutual);
        }
    }

    @Test
    void inALargeMeshEachNodeDialsItsNeighboursWhichDialIt() {
        start(addresses(0, 200), addresses(0, 200));
        advance(5 * TTL / TICK);
        for (Node node : this.running.values()) {
            assertThat(node.links()).hasSizeBetween(DEGREE, 22);
            for (Address neighbour : node.links()) {
                assertThat(node.neighbourhood.isMutual(neighbour)).isTrue();
                assertThat(this.running.get(neighbour).links()).contains(node.address);
            }
        }
    }

    @Test
    void formerNeighboursGoTwoTtlAfterTheNewOnesCame() {
        List<Address> all = addresses(0, 60);
        start(all, all.subList(0, 20));
        advance(1);
        Node node = this.running.get(all.get(0));
        Set<Address> before = node.links();
        assertThat(before).hasSize(19);
        this.running.values().forEach((one) -> one.find(all));
        advance(1);
        assertThat(node.links()).containsAll(before).hasSizeGreaterThan(19);
        advance(2 * TTL / TICK - 2);
        assertThat(node.links()).containsAll(before);
        advance(3);
        assertThat(node.links()).hasSizeBetween(DEGREE, 22);
    }

    @Test
    void aFormerNeighbourThatFallsSilentGoesAtOnce() {
        List<Address> all = addresses(0, 60);
        start(all, all.subList(0, 20));
        advance(1);
        Node node = this.running.get(all.get(0));
        Set<Address> before = node.links();
        this.running.values().forEach((one) -> one.find(all));
        advance(1);
        Address former =
                before.stream()
                        .filter((one) -> !node.neighbourhood.isMutual(one))
                        .findFirst()
                        .orElseThrow();
        this.running.remove(former);
        advance(2);
        assertThat(node.links()).doesNotContain(former);
    }

    @Test
    void aListOfManyDeadAddressesLeavesNoNodeWithFewNeighbours() {
        List<Address> all = addresses(0, 200);
        List<Address> live = new ArrayList<>(all);
        Collections.shuffle(live, new Random(5));
        start(live.subList(0, 30), all);
        advance(60 * TTL / TICK);
        int links = 0;
        for (Node node : this.running.values()) {
            int mutual = mutualLinks(node).size();
            assertThat(mutual).isGreaterThanOrEqualTo(DEGREE - 4);
            links += mutual;
            assertThat(node.neighbourhood.dialled()).hasSizeLessThanOrEqualTo(5 * DEGREE);
        }
        assertThat(links / 30.0).isGreaterThanOrEqualTo(DEGREE - 1);
        assertThat(reachedFrom(live.get(0))).hasSize(30);
    }

    @Test
    void substitutesGoOnceTheNeighboursRun() {
        List<Address> all = addresses(0, 100);
        start(all.subList(0, 60), all);
        advance(20 * TTL / TICK);
        start(all.subList(60, 100), all);
        advance(20 * TTL / TICK);
        for (Node node : this.running.values()) {
            assertThat(node.links()).hasSizeBetween(DEGREE, 22);
            assertThat(node.links()).allMatch(node.neighbourhood::isMutual);
        }
    }

    @Test
    void aNodeThatDiesIsReplacedAfterATtl() {
        List<Address> all = addresses(0, 100);
        start(all, all);
        advance(3 * TTL / TICK);
        Node node = this.running.get(all.get(0));
        List<Address> neighbours = new ArrayList<>(node.links());
        neighbours.subList(0, 8).forEach(this.running::remove);
        advance(6 * TTL / TICK);
        assertThat(mutualLinks(node)).hasSizeGreaterThanOrEqualTo(DEGREE - 2);
        assertThat(node.links()).containsAll(neighbours);
    }

    /** A poisoned answer of ten thousand addresses, which lead nowhere, to some nodes. */
    @Test
    void anAbsurdListCostsNoNeighbourThatIsHeard() {
        List<Address> all = addresses(0, 30);
        start(all, all);
        advance(3 * TTL / TICK);
        List<Address> poisoned = addresses(0, 10_030);
        for (Address address : all.subList(0, 2)) {
            Node node = this.running.get(address);
            Set<Address> before = node.links();
            node.find(poisoned);
            advance(10 * TTL / TICK);
            assertThat(node.links()).containsAll(before);
            assertThat(node.neighbourhood.dialled()).hasSizeLessThanOrEqualTo(5 * DEGREE);
        }
    }

    @Test
    void aNodeAtSeveralOfTheAddressesHasTheNeighboursOfEach() {
        List<Address> all = addresses(0, 100);
        start(all, all);
        advance(3);
        Node node = this.running.get(all.get(1));
        Address second = node.links().iterator().next();
        this.running.remove(second);
        node.own.add(second);
        advance(3);
        assertThat(node.links()).doesNotContain(second).hasSizeBetween(24, 40);
        assertThat(node.neighbourhood.dialled()).contains(second, node.address);
    }

    @Test
    void aNodeThatIsNotAmongTheAddressesWarnsOnceInALargeMeshOnly(CapturedOutput output) {
        List<Address> all = addresses(0, 100);
        start(all.subList(0, 1), all.subList(1, 18));
        advance(3);
        assertThat(output).doesNotContain("is this node's");
        Node node = this.running.get(all.get(0));
        node.find(all.subList(1, 100));
        advance(3);
        assertThat(node.links()).hasSizeGreaterThanOrEqualTo(DEGREE);
        node.find(all.subList(1, 99));
        advance(3);
        assertThat(output.toString().split("takes 10.0.0.0:5690 for its place", -1)).hasSize(2);
    }

    @Test
    void aFullMeshDialsSoManyAtMostAndWhatIsHeardFirst(CapturedOutput output) {
        List<Address> all = addresses(0, 3000);
        Node node = new Node(all.get(0), Overlay.FULL);
        this.running.put(node.address, node);
        start(all.subList(2990, 3000), all.subList(2990, 3000));
        node.find(all.subList(2990, 3000));
        advance(2);
        node.find(all);
        advance(2);
        assertThat(node.links())
                .hasSize(DialLimit.MAX_DIALLED)
                .containsAll(all.subList(2990, 3000));
        assertThat(output).contains("2999 addresses found, of which only 2048 are dialled");
        assertThat(node.neighbourhood.status().active()).isFalse();
    }

    /** The name of an IPv6 interface is one machine's own, and no part of a place. */
    @Test
    void thePlaceOfAnAddressHasNoZone() throws UnknownHostException {
        Address zoned = new Address(InetAddress.getByName("fe80::1%1"), 5690);
        assertThat(zoned.place()).isEqualTo("[fe80:0:0:0:0:0:0:1]:5690");
        assertThat(addresses(0, 1).get(0).place()).isEqualTo("10.0.0.0:5690");
    }

    private Set<Address> mutualLinks(Node node) {
        Set<Address> mutual = new HashSet<>(node.links());
        mutual.removeIf(
                (one) ->
                        !this.running.containsKey(one)
                                || !this.running.get(one).links().contains(node.address));
        return mutual;
    }

    private Set<Address> reachedFrom(Address first) {
        Set<Address> reached = new HashSet<>(Set.of(first));
        Deque<Address> edge = new ArrayDeque<>(reached);
        while (!edge.isEmpty()) {
            mutualLinks(this.running.get(edge.remove())).stream()
                    .filter(reached::add)
                    .forEach(edge::add);
        }
        return reached;
    }

    private void start(List<Address> nodes, List<Address> found) {
        for (Address address : nodes) {
            Node node = new Node(address, DEGREE);
            node.find(found);
            this.running.put(address, node);
        }
    }

    private void advance(long ticks) {
        for (long i = 0; i < ticks; i++) {
            this.now += TICK;
            this.running.values().forEach(Node::tick);
        }
    }

    private static List<Address> addresses(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(
                        (i) -> {
                            byte[] ip = {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
                            try {
                                return new Address(InetAddress.getByAddress(ip), 5690);
                            } catch (UnknownHostException ex) {
                                throw new IllegalStateException(ex);
                            }
                        })
                .toList();
    }

    private final class Node implements Contacts {

        private final Address address;
        private final Neighbourhood neighbourhood;
        private final Map<Address, Long> dialledSince = new HashMap<>();
        private final Set<Address> own = new HashSet<>();

        Node(Address address, int degree) {
            this.address = address;
            this.neighbourhood =
                    new Neighbourhood(
                            degree,
                            new OwnAddress(
                                    Endpoint.parse(address.toString()),
                                    NameService.system(),
                                    () -> address),
                            this);
        }

        void find(List<Address> found) {
            this.neighbourhood.find(new HashSet<>(found));
        }

        void tick() {
            if (this.neighbourhood.update(NeighbourhoodTests.this.now, TTL)) {
                Set<Address> dialled = this.neighbourhood.dialled();
                this.dialledSince.keySet().retainAll(dialled);
                dialled.forEach(
                        (one) -> this.dialledSince.putIfAbsent(one, NeighbourhoodTests.this.now));
            }
        }

        /** What it dials but itself. */
        Set<Address> links() {
            Set<Address> links = new HashSet<>(this.neighbourhood.dialled());
            links.remove(this.address);
            links.removeAll(this.own);
            return links;
        }

        @Override
        public boolean isHeard(Address other) {
            return !isOwn(other)
                    && this.dialledSince.containsKey(other)
                    && NeighbourhoodTests.this.running.containsKey(other)
                    && NeighbourhoodTests.this.now > this.dialledSince.get(other);
        }

        @Override
        public boolean isOwn(Address other) {
            return other.equals(this.address)
                    || (this.own.contains(other) && this.dialledSince.containsKey(other));
        }

        @Override
        public boolean isMissing(Address other, long nanos) {
            return this.dialledSince.containsKey(other)
                    && !isOwn(other)
                    && !isHeard(other)
                    && NeighbourhoodTests.this.now - this.dialledSince.get(other) >= nanos;
        }
    }
}
