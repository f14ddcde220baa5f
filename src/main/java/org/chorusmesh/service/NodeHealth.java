package org.chorusmesh.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.chorusmesh.gossip.GossipStatus;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.NodeState;
import org.chorusmesh.peers.PeerState;
import org.chorusmesh.peers.PeerView;

/**
 * The health of a node, and what is wrong.
 *
 * @param status how it is
 * @param problems one sentence each, with what to do; empty if it is {@link Status#UP}, except that
 *     a peer's address where no node is leaves this node up
 */
public record NodeHealth(Status status, List<String> problems) {

    private static final int ADDRESSES_NAMED = 16;

    /** How a node is. */
    public enum Status {
        /** All is well. */
        UP,
        /** Trouble with others: a restart of this node would not help. */
        DEGRADED,
        /** The node itself has failed. */
        DOWN
    }

    /**
     * The health of a node now.
     *
     * @param minPeers live peers below which it is degraded
     */
    public static NodeHealth of(ChorusNode node, int minPeers) {
        Synchrony synchrony = node.synchrony();
        List<String> failures =
                failures(synchrony.snapshot(), node.integratorStatus(), node.gossipStatus());
        List<String> troubles = troubles(synchrony, deafPeers(node), minPeers);
        List<String> hints = new ArrayList<>();
        BeatProblems beats = BeatProblems.of(synchrony);
        (beats.disputed() ? troubles : hints).addAll(beats.sentences());
        node.addresses().stream()
                .filter((address) -> address.problem() != null)
                .limit(ADDRESSES_NAMED)
                .forEach(
                        (address) ->
                                (address.isMistaken() ? troubles : hints)
                                        .add(address.label() + ": " + address.problem()));
        Status status =
                !failures.isEmpty()
                        ? Status.DOWN
                        : (troubles.isEmpty() ? Status.UP : Status.DEGRADED);
        List<String> problems = new ArrayList<>(failures);
        problems.addAll(troubles);
        problems.addAll(hints);
        return new NodeHealth(status, List.copyOf(problems));
    }

    private static List<String> failures(
            NodeSnapshot snapshot, IntegratorStatus integrator, GossipStatus gossip) {
        List<String> failures = new ArrayList<>();
        if (Stall.of(integrator, snapshot.settings())) {
            failures.add(
                    (integrator.failure() != null)
                            ? "The last step has failed: " + integrator.failure()
                            : Advice.stalled());
        }
        if (!gossip.healthy()) {
            failures.add(
                    (gossip.trouble() != null)
                            ? "The gossip sockets are down: " + gossip.trouble()
                            : "The gossip sockets are down");
        }
        if (snapshot.state() == NodeState.SILENCED) {
            failures.add(Advice.silenced(snapshot.identity().nodeId()));
        }
        return failures;
    }

    /** Ids of the peers that do not hear a node, though they should. */
    public static List<String> deafPeers(ChorusNode node) {
        NodeSnapshot snapshot = node.snapshot();
        if (snapshot.count(PeerState.ONE_WAY) == 0) {
            return List.of();
        }
        Set<String> excused =
                node.addresses().stream()
                        .filter((address) -> address.nodeId() != null && !address.deaf())
                        .map(DialledAddress::nodeId)
                        .collect(Collectors.toSet());
        return snapshot.peers().stream()
                .filter((peer) -> peer.state() == PeerState.ONE_WAY)
                .map(PeerView::nodeId)
                .filter((id) -> !excused.contains(id))
                .toList();
    }

    private static List<String> troubles(
            Synchrony synchrony, List<String> deafPeers, int minPeers) {
        NodeSnapshot snapshot = synchrony.snapshot();
        List<String> troubles = new ArrayList<>();
        List<String> late = LatePeers.ids(snapshot);
        if (!late.isEmpty()) {
            troubles.add(Advice.late(late));
        }
        if (!deafPeers.isEmpty()) {
            troubles.add(Advice.deaf(deafPeers));
        }
        if (snapshot.count(PeerState.LIVE) < minPeers) {
            troubles.add(Advice.tooFewPeers(snapshot.count(PeerState.LIVE), minPeers));
        }
        if (synchrony.isLongOutOfStep()) {
            troubles.add(
                    "This node has not been in step for %d s: %s"
                            .formatted(
                                    synchrony.outOfStepNanos() / 1_000_000_000L,
                                    SynchronyLog.reasons(synchrony)));
        }
        if (snapshot.duplicateIdSeen()) {
            troubles.add(Advice.duplicateId(snapshot.identity().nodeId()));
        }
        return troubles;
    }
}
