package org.chorusmesh.service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.peers.PeerState;
import org.chorusmesh.peers.PeerView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log of peers that come, go, start anew or do not hear this node: one line for each. A
 * peer has come once it counts, so that whoever only sends reports makes no line by that; fading,
 * which loss brings about all the time, makes none. Belongs to the integrator's thread.
 */
final class PeerLog {

    private static final Logger logger = LoggerFactory.getLogger(PeerLog.class);

    private final LogBudget budget = new LogBudget(logger, "changes of peers");
    private final Map<String, Seen> known = new HashMap<>();
    private long evicted;
    private long looks;

    void look(String nodeId, NodeSnapshot snapshot) {
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
            lookForGone(nodeId, snapshot);
        }
        this.evicted = snapshot.evicted();
    }

    private void lookAt(String nodeId, PeerView peer, Seen seen, NodeSnapshot snapshot) {
        if (!peer.boot().equals(seen.boot)) {
            seen.boot = peer.boot();
            if (seen.standing != null && this.budget.spend(snapshot.atNanos())) {
                logger.info(
                        "Node {}: peer {} has started anew, with incarnation {}",
                        nodeId,
                        peer.nodeId(),
                        peer.boot().incarnation());
            }
            seen.standing = null;
        }
        PeerState state = peer.state();
        if (state == PeerState.LIVE && seen.standing != PeerState.LIVE) {
            seen.standing = PeerState.LIVE;
            if (this.budget.spend(snapshot.atNanos())) {
                logger.info(
                        "Node {}: peer {} counts; {} in the table",
                        nodeId,
                        peer.nodeId(),
                        size(snapshot));
            }
        } else if (state == PeerState.ONE_WAY && seen.standing != PeerState.ONE_WAY) {
            seen.standing = PeerState.ONE_WAY;
            if (this.budget.spend(snapshot.atNanos())) {
                logger.info("Node {}: peer {} does not hear this node", nodeId, peer.nodeId());
            }
        }
    }

    private void lookForGone(String nodeId, NodeSnapshot snapshot) {
        List<Map.Entry<String, Seen>> gone = new ArrayList<>();
        for (Iterator<Map.Entry<String, Seen>> all = this.known.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<String, Seen> entry = all.next();
            if (entry.getValue().look != this.looks) {
                gone.add(Map.entry(entry.getKey(), entry.getValue()));
                all.remove();
            }
        }
        // The most silent are those that were evicted; the others said goodbye, or were forgotten.
        gone.sort(Comparator.comparingLong((entry) -> -entry.getValue().silenceNanos));
        long silent = snapshot.evicted() - this.evicted;
        for (int i = 0; i < gone.size(); i++) {
            if (gone.get(i).getValue().standing != null && this.budget.spend(snapshot.atNanos())) {
                logger.info(
                        "Node {}: peer {} has {}; {} in the table",
                        nodeId,
                        gone.get(i).getKey(),
                        (i < silent) ? "been silent for one TTL and is gone" : "left",
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
