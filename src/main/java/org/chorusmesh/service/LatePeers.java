package org.chorusmesh.service;

import java.util.List;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.peers.PeerState;
import org.chorusmesh.peers.PeerView;

/**
 * Peers whose reports are late enough to speak of. Loss alone makes peers fade for a moment, all
 * the time; one that has been silent for a quarter of the TTL has more than that.
 */
final class LatePeers {

    private static final double LEAST_STALENESS = 0.25;

    private LatePeers() {}

    static boolean isLate(PeerView peer) {
        return peer.state() == PeerState.FADING && peer.staleness() >= LEAST_STALENESS;
    }

    static List<String> ids(NodeSnapshot snapshot) {
        return snapshot.peers().stream().filter(LatePeers::isLate).map(PeerView::nodeId).toList();
    }
}
