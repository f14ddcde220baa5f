package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.chorusmesh.FreePorts;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.Rotation;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.gossip.AddressState;
import org.chorusmesh.gossip.Gossip;
import org.chorusmesh.gossip.GossipConfiguration;
import org.chorusmesh.gossip.GossipStatus;
import org.chorusmesh.gossip.ZmqGossip;
import org.chorusmesh.members.ForgedVotes;
import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.node.NodeState;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Members with the key that lie, over real sockets. {@code node.LiarsTests} has more of them,
 * simulated.
 */
class LiarsOverSocketsTests {

    private static final Settings SETTINGS =
            Settings.defaults()
                    .with(Setting.FREQUENCY, 2.0)
                    .with(Setting.COUPLING, 6.0)
                    .with(Setting.TTL, 2_000_000_000L);

    private static final Duration SOON = Duration.ofSeconds(60);

    /** Gossip whose node says what it likes. */
    private static final class LyingGossip implements Gossip {

        private final Gossip sockets;
        private volatile UnaryOperator<Report> lies = UnaryOperator.identity();

        LyingGossip(Gossip sockets) {
            this.sockets = sockets;
        }

        @Override
        public void start() {
            this.sockets.start();
        }

        @Override
        public CompletableFuture<Void> bound() {
            return this.sockets.bound();
        }

        @Override
        public void publish(Report report) {
            this.sockets.publish(this.lies.apply(report));
        }

        @Override
        public Inbound drain() {
            return this.sockets.drain();
        }

        @Override
        public void callBelow(long periodNanos, Runnable call) {
            this.sockets.callBelow(periodNanos, call);
        }

        @Override
        public Command.AddressesKnown addresses() {
            return this.sockets.addresses();
        }

        @Override
        public String nextReleased() {
            return this.sockets.nextReleased();
        }

        @Override
        public void tune(long ttlNanos) {
            this.sockets.tune(ttlNanos);
        }

        @Override
        public GossipStatus status() {
            return this.sockets.status();
        }

        @Override
        public void close() {
            this.sockets.close();
        }
    }

    private final List<ChorusNode> honest = new ArrayList<>();
    private final List<ChorusNode> liars = new ArrayList<>();
    private final List<LyingGossip> gossip = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();
    // Who acts alone, by number.
    private final Map<Long, Set<String>> acts = new ConcurrentHashMap<>();
    private volatile Report honestWord;

    /** All of them are in step and agree. */
    private void begin(int honestNodes, int lyingNodes) {
        int all = honestNodes + lyingNodes;
        this.addresses.addAll(FreePorts.addresses(all));
        for (int i = 0; i < all; i++) {
            boolean lying = i >= honestNodes;
            String id = lying ? "liar-" + (i - honestNodes) : "honest-" + i;
            ChorusNode node = node(id, i);
            (lying ? this.liars : this.honest).add(node);
            node.start();
        }
        awaitAll(this.honest, (node) -> members(node) == all && isAgreed(node));
        awaitAll(this.liars, LiarsOverSocketsTests::isAgreed);
    }

    private ChorusNode node(String id, int index) {
        NodeIdentity identity =
                new NodeIdentity("liars", id, new Boot(System.currentTimeMillis(), index));
        LyingGossip lying =
                new LyingGossip(
                        new ZmqGossip(
                                identity,
                                new GossipConfiguration(
                                        this.addresses.get(index),
                                        this.addresses,
                                        List.of("a key of all".getBytes()),
                                        SETTINGS.ttlNanos(),
                                        0)));
        this.gossip.add(lying);
        Node node =
                new Node(
                        new NodeConfiguration(identity, SETTINGS, JoinMode.ALIGN, index, 16),
                        new SplittableRandom(index),
                        System.nanoTime());
        return new ChorusNode(new Integrator(node, lying, System::nanoTime), lying);
    }

    @AfterEach
    void stop() {
        this.gossip.forEach((each) -> each.lies = UnaryOperator.identity());
        this.liars.forEach(ChorusNode::stop);
        this.honest.forEach(ChorusNode::stop);
    }

    private void lie(int liar, UnaryOperator<Report> lies) {
        this.gossip.get(this.honest.size() + liar).lies = lies;
    }

    private static boolean isAgreed(ChorusNode node) {
        return node.stepState().beat().present().agreed();
    }

    private static int members(ChorusNode node) {
        MemberList list = node.stepState().beat().present().list();
        return (list != null) ? list.present().size() : 0;
    }

    private static void awaitAll(List<ChorusNode> nodes, Predicate<ChorusNode> condition) {
        await().atMost(SOON).until(() -> nodes.stream().allMatch(condition));
    }

    /** Waits until the honest have beaten some numbers on, all of them together. */
    private void awaitBeats(int beats, Callable<Boolean> meanwhile) {
        long number = this.honest.get(0).stepState().beat().number();
        await().atMost(SOON)
                .until(
                        () -> {
                            assertThat(meanwhile.call()).isTrue();
                            return this.honest.stream()
                                    .allMatch(
                                            (node) ->
                                                    node.stepState().beat().number()
                                                            >= number + beats);
                        });
        assertThat(this.honest.get(0).snapshot().order().r()).isGreaterThan(0.99);
    }

    private static PeerView peer(ChorusNode of, String id) {
        return of.snapshot().peers().stream()
                .filter((peer) -> peer.nodeId().equals(id))
                .findAny()
                .orElse(null);
    }

    @Test
    void whoVotesForListsOfItsOwnStopsWhatOneMayDoAndNothingElse() {
        begin(3, 1);
        lie(0, LiarsOverSocketsTests::withOtherVotes);
        awaitAll(this.honest, (node) -> !isAgreed(node));
        awaitBeats(6, () -> this.honest.stream().noneMatch(LiarsOverSocketsTests::isAgreed));
        lie(0, UnaryOperator.identity());
        awaitAll(this.honest, LiarsOverSocketsTests::isAgreed);
    }

    private static Report withOtherVotes(Report report) {
        return with(report, ForgedVotes.forOtherLists(report.beat().lists()));
    }

    private static Report with(Report report, List<ListVote> votes) {
        BeatReport beat = report.beat();
        return report.toBuilder()
                .beat(new BeatReport(beat.number(), beat.settled(), beat.members(), votes))
                .build();
    }

    /** The state of an id belongs to the sender that states the greater boot, from any address. */
    @Test
    void whoClaimsAnothersIdAtItsOwnAddressKeepsItOutUntilTheLieEnds() {
        begin(3, 1);
        Boot boot = this.honest.get(0).identity().boot();
        Boot forged = new Boot(boot.incarnation() + 1000, 7);
        lie(0, (report) -> report.toBuilder().nodeId("honest-0").boot(forged).build());
        List<ChorusNode> others = this.honest.subList(1, 3);
        awaitAll(others, (node) -> forged.equals(peer(node, "honest-0").boot()));
        await().atMost(SOON)
                .until(() -> this.honest.get(0).stepState().state() == NodeState.SILENCED);
        // Both addresses are still dialled, and the liar's is not taken for honest-0's.
        awaitAll(others, (node) -> idAt(node, 3).equals("honest-0"));
        // Nor does honest-0 take it for its own: an address is known by the boot.
        awaitAll(this.honest.subList(0, 1), (node) -> idAt(node, 3).equals("honest-0"));
        assertThat(stateAt(this.honest.get(0), 3)).isNotEqualTo(AddressState.OWN);
        assertThat(peer(others.get(0), "honest-2").weight()).isEqualTo(1);

        lie(0, UnaryOperator.identity());
        await().atMost(SOON)
                .until(() -> this.honest.get(0).stepState().state() == NodeState.RUNNING);
        awaitAll(
                others,
                (node) ->
                        peer(node, "honest-0") != null
                                && boot.equals(peer(node, "honest-0").boot())
                                && peer(node, "honest-0").weight() == 1
                                && idAt(node, 0).equals("honest-0")
                                && idAt(node, 3).equals("liar-0"));
        awaitAll(this.honest, (node) -> members(node) == 4 && isAgreed(node));
    }

    @Test
    void whoGivesANodeItsOwnReportsBackIsTakenForAnAddressOfThatNodeAndHarmsNobodyElse() {
        begin(3, 1);
        this.gossip.get(0).lies =
                (report) -> {
                    this.honestWord = report;
                    return report;
                };
        await().atMost(SOON).until(() -> this.honestWord != null);
        lie(0, (report) -> this.honestWord);
        ChorusNode first = this.honest.get(0);
        await().atMost(SOON).until(() -> stateAt(first, 3) == AddressState.OWN);
        assertThat(stateAt(first, 1)).isEqualTo(AddressState.HEARD);
        assertThat(stateAt(first, 2)).isEqualTo(AddressState.HEARD);
        awaitAll(this.honest, (node) -> members(node) == 3 && isAgreed(node));
        awaitBeats(4, () -> first.stepState().state() == NodeState.RUNNING);
        Boot boot = first.identity().boot();
        this.honest
                .subList(1, 3)
                .forEach((node) -> assertThat(peer(node, "honest-0").boot()).isEqualTo(boot));
    }

    private GossipStatus.LinkStatus link(ChorusNode node, int index) {
        return node.gossipStatus().links().stream()
                .filter((link) -> link.address().equals(this.addresses.get(index)))
                .findAny()
                .orElseThrow();
    }

    private AddressState stateAt(ChorusNode node, int index) {
        return link(node, index).state();
    }

    private String idAt(ChorusNode node, int index) {
        String id = link(node, index).nodeId();
        return (id != null) ? id : "";
    }

    /** They say yes to whatever honest-0 asks. The honest still see each other's votes. */
    @Test
    void aRingThatStatesTheGreatestRadiusMakesNoTwoActForOneNumber() {
        begin(3, 3);
        ChorusNode first = this.honest.get(0);
        this.gossip.get(0).lies =
                (report) -> {
                    this.honestWord = report;
                    return report;
                };
        await().atMost(SOON).until(() -> this.honestWord != null);
        for (int i = 0; i < 3; i++) {
            lie(
                    i,
                    (report) ->
                            with(report, ForgedVotes.asFarAsCanBe(this.honestWord.beat().lists())));
        }
        List<ChorusNode> two = this.honest.subList(0, 2);
        two.forEach((node) -> node.addStepListener(() -> note(node)));
        // Without a goodbye.
        this.gossip.get(2).close();
        awaitAll(two, (node) -> members(node) == 5 && isAgreed(node));
        long number = first.stepState().beat().number();
        awaitAll(two, (node) -> node.stepState().beat().number() >= number + 10);
        assertThat(this.acts).hasSizeGreaterThan(2);
        this.acts.forEach((each, ids) -> assertThat(ids).as("number %d", each).hasSize(1));
    }

    private void note(ChorusNode node) {
        BeatState beat = node.stepState().beat();
        MemberList list = beat.agreedList(beat.number());
        String id = node.identity().nodeId();
        if (list != null && Rotation.owner(list, beat.number(), 1).equals(id)) {
            this.acts
                    .computeIfAbsent(beat.number(), (each) -> ConcurrentHashMap.newKeySet())
                    .add(id);
        }
    }
}
