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
import org.slf4j.event.Level;

/**
 * Logs one line for each peer that comes, goes, restarts, is muted or does not hear this node. A
 * peer has come once it is live, so that reports alone make no line; fading, which loss causes all
 * the time, makes one a minute at most, and so does its end, and that for who debugs only. The
 * integrator's thread owns it.
 */
final class PeerLog {

    private static final Logger logger = LoggerFactory.getLogger(PeerLog.class);

    private static final long NANOS_BETWEEN_FADES = 60_000_000_000L;

    private final EventChannel changes;
    private final EventChannel fades;
    private final Map<String, Seen> known = new HashMap<>();
    private long evicted;
    private long looks;

    PeerLog(NodeEvents events) {
        this.changes = new EventChannel(events, logger, Level.INFO, "changes of peers");
        this.fades = new EventChannel(events, logger, Level.DEBUG, "peers that fade");
    }

    /**
     * Logs what has changed since the last look.
     *
     * @param forgotten ids of the peers that commands of this step have removed
     * @param excused ids of peers that need not hear this node
     */
    void look(String nodeId, NodeSnapshot snapshot, Set<String> forgotten, Set<String> excused) {
        long now = snapshot.atNanos();
        this.changes.settle(now);
        this.fades.settle(now);
        this.looks++;
        for (PeerView peer : snapshot.peers()) {
            Seen seen = this.known.computeIfAbsent(peer.nodeId(), (id) -> new Seen(peer.boot()));
            seen.look = this.looks;
            seen.silenceNanos = peer.silenceNanos();
            lookAt(nodeId, peer, seen, snapshot, excused);
        }
        if (this.known.size() > snapshot.peers().size()) {
            lookForGone(nodeId, snapshot, forgotten);
        }
        this.evicted = snapshot.evicted();
    }

    private void lookAt(
            String nodeId, PeerView peer, Seen seen, NodeSnapshot snapshot, Set<String> excused) {
        long now = snapshot.atNanos();
        if (!peer.boot().equals(seen.boot)) {
            seen.boot = peer.boot();
            if (seen.standing != null && this.changes.spend(now)) {
                add(
                        NodeEvent.Kind.PEER_RESTARTED,
                        nodeId,
                        peer.nodeId(),
                        "has restarted, with incarnation " + peer.boot().incarnation(),
                        now);
            }
            seen.standing = null;
            seen.fading = false;
        }
        if (LatePeers.isLate(peer)) {
            lookAtFading(nodeId, peer, seen, now);
        } else if (seen.fading && peer.state() == PeerState.LIVE) {
            seen.fading = false;
            addFade(NodeEvent.Kind.PEER_RETURNED, nodeId, peer, "reports in time again", now);
        }
        boolean excusedNow = peer.state() == PeerState.ONE_WAY && excused.contains(peer.nodeId());
        NodeEvent.Kind kind = excusedNow ? null : kind(peer.state());
        if (kind != null && seen.standing != peer.state()) {
            seen.standing = peer.state();
            if (this.changes.spend(now)) {
                add(kind, nodeId, peer.nodeId(), news(peer.state(), snapshot), now);
            }
        }
    }

    private void lookAtFading(String nodeId, PeerView peer, Seen seen, long now) {
        boolean longAgo = !seen.faded || now - seen.fadedNanos >= NANOS_BETWEEN_FADES;
        // A peer that was never in the sum has nothing to lose.
        if (seen.standing != null && longAgo) {
            seen.faded = true;
            seen.fadedNanos = now;
            if (this.fades.spend(now)) {
                seen.fading = true;
                addFade(
                        NodeEvent.Kind.PEER_FADING,
                        nodeId,
                        peer,
                        "fades: its reports are late",
                        now);
            }
        }
    }

    /** The end of what was said needs no room of its own. */
    private void addFade(NodeEvent.Kind kind, String nodeId, PeerView peer, String news, long now) {
        String text = "eer " + peer.nodeId() + " " + news;
        this.fades.add(
                Level.DEBUG, kind, now, peer.nodeId(), "P" + text, "Node " + nodeId + ": p" + text);
    }

    private void add(NodeEvent.Kind kind, String nodeId, String peer, String news, long now) {
        this.changes.add(
                Level.INFO,
                kind,
                now,
                peer,
                "Peer " + peer + " " + news,
                "Node " + nodeId + ": peer " + peer + " " + news);
    }

    /** What kind of news a state is; null for one that passes by itself. */
    private static NodeEvent.@Nullable Kind kind(PeerState state) {
        return switch (state) {
            case LIVE -> NodeEvent.Kind.PEER_LIVE;
            case ONE_WAY -> NodeEvent.Kind.PEER_ONE_WAY;
            case MUTED -> NodeEvent.Kind.PEER_MUTED;
            case JOINING, FADING -> null;
        };
    }

    private static String news(PeerState state, NodeSnapshot snapshot) {
        return switch (state) {
            case LIVE -> "is live; " + size(snapshot) + " in the table";
            case ONE_WAY -> "does not hear this node";
            case MUTED -> "is muted";
            case JOINING, FADING -> throw new IllegalArgumentException("No news: " + state);
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
            NodeEvent.Kind kind = NodeEvent.Kind.PEER_LEFT;
            if (forgotten.contains(entry.getKey())) {
                end = "is forgotten until its next report";
                kind = NodeEvent.Kind.PEER_FORGOTTEN;
            } else if (silent > 0) {
                silent--;
                end = "has been silent for one TTL and is evicted";
                kind = NodeEvent.Kind.PEER_EVICTED;
            }
            long now = snapshot.atNanos();
            if (entry.getValue().standing != null && this.changes.spend(now)) {
                String news = end + "; " + size(snapshot) + " in the table";
                add(kind, nodeId, entry.getKey(), news, now);
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
        private boolean faded;
        private boolean fading;
        private long fadedNanos;

        Seen(Boot boot) {
            this.boot = boot;
        }
    }
}
