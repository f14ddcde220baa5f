package org.chorusmesh.service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.peers.PeerState;
import org.chorusmesh.peers.PeerView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one line for each peer that comes, goes, restarts, is muted or does not hear this node. A
 * peer has come once it is live, so that reports alone make no line; fading, which loss causes all
 * the time, makes none. Belongs to the integrator's thread.
 */
final class PeerLog {

    private static final Logger logger = LoggerFactory.getLogger(PeerLog.class);

    private final LogBudget budget = new LogBudget(logger, "changes of peers");
    private final Map<String, Seen> known = new HashMap<>();
    private long evicted;
    private long looks;

    /**
     * Logs what has changed since the last step.
     *
     * @param forgotten ids of the peers that commands of this step have removed
     */
    void look(String nodeId, NodeSnapshot snapshot, Set<String> forgotten) {
        long now = snapshot.atNanos();
        this.budget.settle(now);
        this.looks++;
        for (PeerView peer : snapshot.peers()) {
            Seen seen = this.known.computeIfAbsent(peer.nodeId(), (id) -> new Seen(peer.boot()));
            seen.look = this.looks;
            seen.silenceNanos = peer.silenceNanos();
            lookAt(nodeId, peer, seen, snapshot);
        }
        if (this.known.size() > snapshot.peers().size()) {
            lookForGone(nodeId, snapshot, forgotten);
        }
        this.evicted = snapshot.evicted();
    }

    private void lookAt(String nodeId, PeerView peer, Seen seen, NodeSnapshot snapshot) {
        if (!peer.boot().equals(seen.boot)) {
            seen.boot = peer.boot();
            if (seen.standing != null && this.budget.spend(snapshot.atNanos())) {
                logger.info(
                        "Node {}: peer {} has restarted, with incarnation {}",
                        nodeId,
                        peer.nodeId(),
                        peer.boot().incarnation());
            }
            seen.standing = null;
        }
        String news = news(peer.state(), snapshot);
        if (news != null && seen.standing != peer.state()) {
            seen.standing = peer.state();
            if (this.budget.spend(snapshot.atNanos())) {
                logger.info("Node {}: peer {} {}", nodeId, peer.nodeId(), news);
            }
        }
    }

    /** What a state is worth saying; null for one that passes by itself. */
    private static @Nullable String news(PeerState state, NodeSnapshot snapshot) {
        return switch (state) {
            case LIVE -> "is live; " + size(snapshot) + " in the table";
            case ONE_WAY -> "does not hear this node";
            case MUTED -> "is muted";
            case JOINING, FADING -> null;
        };
    }

    private void lookForGone(String nodeId, NodeSnapshot snapshot, Set<String> forgotten) {
        List<Map.Entry<String, Seen>> gone = new ArrayList<>();
        for (Iterator<Map.Entry<String, Seen>> all = this.known.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<String, Seen> entry = all.next();
            if (entry.getValue().look != this.looks) {
                gone.add(Map.entry(entry.getKey(), entry.getValue()));
                all.remove();
            }
        }
        // The most silent are those that were evicted.
        gone.sort(Comparator.comparingLong((entry) -> -entry.getValue().silenceNanos));
        long silent = snapshot.evicted() - this.evicted;
        for (Map.Entry<String, Seen> entry : gone) {
            String end = "has left";
            if (forgotten.contains(entry.getKey())) {
                end = "is forgotten until its next report";
            } else if (silent > 0) {
                silent--;
                end = "has been silent for one TTL and is evicted";
            }
            if (entry.getValue().standing != null && this.budget.spend(snapshot.atNanos())) {
                logger.info(
                        "Node {}: peer {} {}; {} in the table",
                        nodeId,
                        entry.getKey(),
                        end,
                        size(snapshot));
            }
        }
    }

    private static int size(NodeSnapshot snapshot) {
        return snapshot.peers().size();
    }

    /** What was last seen of a peer. */
    private static final class Seen {

        private Boot boot;
        private @Nullable PeerState standing;
        private long silenceNanos;
        private long look;

        Seen(Boot boot) {
            this.boot = boot;
        }
    }
}
