package org.chorusmesh.actuate;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.chorusmesh.gossip.GossipStatus;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.peers.PeerState;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.IntegratorStatus;
import org.chorusmesh.service.NodeHealth;
import org.chorusmesh.service.PeerSynchrony;
import org.chorusmesh.service.Synchrony;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * The health of the node. {@code DOWN} means that the node itself has failed: its steps or its
 * sockets stall, or another node has taken its id. {@code DEGRADED} means trouble with others: a
 * peer fades or does not hear the node, fewer peers are live than required, a wrong service answers
 * at an address that the node dials, or the node has not been in step for ten seconds. A lone node
 * is healthy unless peers are required.
 */
final class ChorusHealthIndicator extends AbstractHealthIndicator {

    /** Answered with 200, since a restart of this node would not help. */
    static final Status DEGRADED = new Status("DEGRADED");

    /** Details stay short in a mesh of a thousand nodes. */
    static final int PEERS_NAMED = 10;

    private static final int MAX_PROBLEMS = 16;

    private final ChorusNode node;

    private final int minPeers;

    ChorusHealthIndicator(ChorusNode node, int minPeers) {
        super("The node's health cannot be determined");
        this.node = node;
        this.minPeers = minPeers;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        Synchrony synchrony = this.node.synchrony();
        IntegratorStatus integrator = this.node.integratorStatus();
        GossipStatus gossip = this.node.gossipStatus();
        builder.status(status());
        builder.withDetails(details(synchrony, integrator, gossip));
    }

    private Status status() {
        return switch (NodeHealth.of(this.node, this.minPeers).status()) {
            case UP -> Status.UP;
            case DEGRADED -> DEGRADED;
            case DOWN -> Status.DOWN;
        };
    }

    private Map<String, Object> details(
            Synchrony synchrony, IntegratorStatus integrator, GossipStatus gossip) {
        NodeSnapshot snapshot = synchrony.snapshot();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", snapshot.state().name().toLowerCase(Locale.ROOT));
        details.put("live", snapshot.count(PeerState.LIVE));
        details.put("fading", snapshot.count(PeerState.FADING));
        details.put("joining", snapshot.count(PeerState.JOINING));
        details.put("oneWay", snapshot.count(PeerState.ONE_WAY));
        details.put("muted", snapshot.count(PeerState.MUTED));
        details.put("evicted", snapshot.evicted());
        details.put("minPeers", this.minPeers);
        snapshot.peers().stream()
                .max(Comparator.comparingDouble(PeerView::staleness))
                .ifPresent(
                        (peer) -> {
                            details.put("mostSilentPeer", peer.nodeId());
                            details.put("staleness", peer.staleness());
                        });
        details.put("inStep", synchrony.inStep());
        details.put("peersInStep", synchrony.inStepCount());
        if (snapshot.meshOrder() != null) {
            details.put("meshOrder", snapshot.meshOrder().r());
        }
        details.put("outOfStep", outOfStep(synchrony));
        if (synchrony.isLongOutOfStep()) {
            details.put("guidance", this.node.guidance().sentences());
        }
        details.put("beat", new BeatHealth(synchrony).details());
        details.put("slow", snapshot.peers().stream().filter(PeerView::slow).count());
        details.put("duplicateId", snapshot.duplicateIdSeen());
        details.put("integrator", integrator.phase().name().toLowerCase(Locale.ROOT));
        details.put("stepIdleMillis", integrator.idleNanos() / 1_000_000);
        details.put("lateSteps", integrator.steps().late());
        details.put("failedSteps", integrator.steps().failed());
        if (integrator.failure() != null) {
            details.put("stepFailure", integrator.failure());
        }
        details.put("addresses", addresses());
        List<String> problems = addressProblems();
        if (!problems.isEmpty()) {
            details.put("addressProblems", problems);
        }
        details.put("sockets", gossip.healthy() ? "up" : "down");
        if (gossip.trouble() != null) {
            details.put("socketTrouble", gossip.trouble());
        }
        return details;
    }

    /** Why some peers are not in step, by their ids. */
    private static Map<String, String> outOfStep(Synchrony synchrony) {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (PeerSynchrony peer : synchrony.outOfStep()) {
            if (reasons.size() < PEERS_NAMED) {
                reasons.put(peer.peer().nodeId(), synchrony.reason(peer));
            }
        }
        return reasons;
    }

    private Map<String, Long> addresses() {
        return this.node.addresses().stream()
                .collect(
                        Collectors.groupingBy(
                                (address) -> address.state().name().toLowerCase(Locale.ROOT),
                                TreeMap::new,
                                Collectors.counting()));
    }

    private List<String> addressProblems() {
        return this.node.addresses().stream()
                .filter((address) -> address.problem() != null)
                .limit(MAX_PROBLEMS)
                .map((address) -> address.label() + ": " + address.problem())
                .toList();
    }
}
