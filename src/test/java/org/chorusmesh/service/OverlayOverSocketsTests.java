package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.core.ThrowingRunnable;
import org.chorusmesh.FreePorts;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.beat.ListState;
import org.chorusmesh.beat.Rotation;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.OrderParameter;
import org.chorusmesh.gossip.AddressState;
import org.chorusmesh.gossip.GossipConfiguration;
import org.chorusmesh.gossip.GossipStatus.LinkStatus;
import org.chorusmesh.gossip.ZmqGossip;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.members.Slot;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.overlay.Overlay;
import org.chorusmesh.peers.PeerState;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A mesh in which each node hears a few of the others, over real sockets. {@code
 * simulation.OverlayMeshTests} has larger ones, simulated.
 */
class OverlayOverSocketsTests {

    /** From twelve addresses on, a mesh of this degree is an overlay. */
    private static final int DEGREE = Overlay.MIN_DEGREE;

    private static final int NODES = 14;

    private static final Settings SETTINGS =
            Settings.defaults()
                    .with(Setting.FREQUENCY, 2.0)
                    .with(Setting.COUPLING, 6.0)
                    .with(Setting.TTL, 2_000_000_000L);

    private static final Duration SOON = Duration.ofSeconds(90);

    private static final List<String> ADDRESSES = new ArrayList<>();

    private static final List<String> IDS = new ArrayList<>();

    private static final List<ChorusNode> MESH = new ArrayList<>();

    @BeforeAll
    static void start() {
        ADDRESSES.addAll(FreePorts.addresses(NODES));
        for (int i = 0; i < NODES; i++) {
            IDS.add("node-%02d".formatted(i));
            MESH.add(node(i));
        }
        MESH.forEach(ChorusNode::start);
    }

    private static ChorusNode node(int index) {
        NodeIdentity identity =
                new NodeIdentity(
                        "overlay", IDS.get(index), new Boot(System.currentTimeMillis(), index));
        ZmqGossip gossip =
                new ZmqGossip(
                        identity,
                        new GossipConfiguration(
                                ADDRESSES.get(index),
                                ADDRESSES,
                                List.of("a key of all".getBytes()),
                                SETTINGS.ttlNanos(),
                                0,
                                DEGREE));
        NodeConfiguration configuration =
                new NodeConfiguration(
                        identity,
                        SETTINGS,
                        JoinMode.ALIGN,
                        0.4 * index,
                        NodeConfiguration.DEFAULT_MAX_PEERS,
                        true,
                        NodeConfiguration.DEFAULT_JOIN_PATIENCE_NANOS,
                        0,
                        new MemberRules(0, 0, DEGREE));
        Node node = new Node(configuration, new SplittableRandom(index), System.nanoTime());
        return new ChorusNode(new Integrator(node, gossip, System::nanoTime), gossip);
    }

    @AfterAll
    static void stop() {
        MESH.forEach(ChorusNode::stop);
        MESH.clear();
        IDS.clear();
        ADDRESSES.clear();
    }

    private static void soon(ThrowingRunnable assertion) {
        await().atMost(SOON).untilAsserted(assertion);
    }

    private static void awaitAll(Predicate<ChorusNode> condition) {
        await().atMost(SOON).until(() -> MESH.stream().allMatch(condition));
    }

    private static Set<String> dialled(ChorusNode node) {
        return node.gossipStatus().links().stream()
                .filter((link) -> link.state() != AddressState.OWN)
                .map(LinkStatus::address)
                .collect(Collectors.toSet());
    }

    private static long live(ChorusNode node) {
        return node.snapshot().count(PeerState.LIVE);
    }

    @Test
    void eachDialsAndHearsItsNeighboursOnTheRingsAndNoOthers() {
        Overlay overlay = new Overlay(DEGREE);
        overlay.set(Set.copyOf(ADDRESSES));
        assertThat(overlay.isActive()).isTrue();
        for (int i = 0; i < NODES; i++) {
            ChorusNode node = MESH.get(i);
            Set<String> neighbours = overlay.neighbours(ADDRESSES.get(i));
            soon(() -> assertThat(dialled(node)).isEqualTo(neighbours));
            soon(() -> assertThat(live(node)).isEqualTo(neighbours.size()));
        }
        // A node takes the two beside it on each ring, until it has as many as the degree: one more
        // at most. In the mean as many take it.
        int links = ADDRESSES.stream().mapToInt((own) -> overlay.neighbours(own).size()).sum();
        assertThat(links)
                .isLessThanOrEqualTo(2 * (DEGREE + 1) * NODES)
                .isLessThan((NODES - 1) * NODES);
    }

    @Test
    void allHaveOneListAndOneActsForEachNumberOnWhichAllAgree() {
        awaitAll(
                (node) -> {
                    ListState present = node.stepState().beat().present();
                    return present.agreed() && ids(present.list()).equals(IDS);
                });
        Map<Long, Set<String>> agreed = new ConcurrentHashMap<>();
        Map<Long, Set<String>> acting = new ConcurrentHashMap<>();
        List<Runnable> listeners = new ArrayList<>();
        for (ChorusNode node : MESH) {
            Runnable listener = () -> note(node, agreed, acting);
            listeners.add(listener);
            node.addStepListener(listener);
        }
        await().atMost(SOON)
                .until(() -> agreed.values().stream().filter((ids) -> isAll(ids)).count() >= 8);
        for (int i = 0; i < NODES; i++) {
            MESH.get(i).removeStepListener(listeners.get(i));
        }
        acting.forEach((number, ids) -> assertThat(ids).as("number %d", number).hasSize(1));
        assertThat(acting.keySet())
                .containsAll(agreed.keySet().stream().filter((n) -> isAll(agreed.get(n))).toList());
    }

    private static List<String> ids(MemberList list) {
        return list.present().stream().map(Slot::nodeId).toList();
    }

    private static boolean isAll(Set<String> ids) {
        return ids.size() == NODES;
    }

    /** Notes whether a node agrees for its last beat, and whether it acts for it. */
    private static void note(
            ChorusNode node, Map<Long, Set<String>> agreed, Map<Long, Set<String>> acting) {
        BeatState beat = node.stepState().beat();
        FiredBeat fired = beat.fired();
        MemberList list = (fired != null) ? beat.agreedList(fired.number()) : null;
        if (list != null) {
            String id = node.identity().nodeId();
            // Who acts is noted before it is counted among those that agree.
            if (Rotation.owner(list, fired.number(), 1).equals(id)) {
                noted(acting, fired.number()).add(id);
            }
            noted(agreed, fired.number()).add(id);
        }
    }

    private static Set<String> noted(Map<Long, Set<String>> ids, long number) {
        return ids.computeIfAbsent(number, (none) -> ConcurrentHashMap.newKeySet());
    }

    @Test
    void eachKnowsTheOrderOfAllAndHearsAFew() {
        for (ChorusNode node : MESH) {
            soon(
                    () -> {
                        NodeSnapshot now = node.snapshot();
                        OrderParameter mesh = now.meshOrder();
                        assertThat(mesh).isNotNull();
                        assertThat(mesh.n()).isEqualTo(NODES);
                        assertThat(mesh.r()).isGreaterThan(0.99);
                        assertThat(now.order().n()).isBetween(DEGREE + 1, NODES - 1);
                    });
        }
    }

    @Test
    void aChangeForTheMeshReachesThoseThatDoNotHearItsWriter() {
        String writer = IDS.get(0);
        awaitAll((node) -> live(node) >= DEGREE);
        MESH.get(0)
                .submit(
                        new Command.ChangeMeshSettings(
                                null, SettingsChange.of(Setting.COUPLING, 5.0)))
                .join();
        awaitAll((node) -> node.stepState().settings().coupling() == 5);
        List<ChorusNode> apart = MESH.stream().filter((node) -> !hears(node, writer)).toList();
        assertThat(apart).hasSizeGreaterThan(1);
        for (ChorusNode node : apart) {
            assertThat(node.snapshot().settingsView().mesh().writer()).isEqualTo(writer);
        }
    }

    private static boolean hears(ChorusNode node, String id) {
        return node.snapshot().peers().stream().anyMatch((peer) -> peer.nodeId().equals(id));
    }
}
