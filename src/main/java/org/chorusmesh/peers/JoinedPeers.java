package org.chorusmesh.peers;

import org.jspecify.annotations.Nullable;

/** The peers of a table that are not joining, as a node that joins needs them. */
public final class JoinedPeers {

    private final PeerTable table;
    private final PeerList peers;

    JoinedPeers(PeerTable table, PeerList peers) {
        this.table = table;
        this.peers = peers;
    }

    /** Whether there are any. A peer that has faded is still one, until it is evicted. */
    public boolean hasAny() {
        for (Peer peer : this.peers.all()) {
            if (!peer.isJoining()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the silence of any leaves it weight, so that a node can align to it, answered or not.
     */
    public boolean hasAudible(long ttlNanos) {
        for (Peer peer : this.peers.all()) {
            if (isAudible(peer, ttlNanos)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAudible(Peer peer, long ttlNanos) {
        return !peer.isJoining() && peer.fade(this.table.wakingNanos(), ttlNanos) > 0;
    }

    /** Whether any has a known round trip, so that a node can align to it. */
    public boolean hasAnswering(long nowNanos, long ttlNanos) {
        for (Peer peer : this.peers.all()) {
            if (peer.evidence(nowNanos, this.table.wakingNanos(), ttlNanos) > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * The settings for the mesh that most of the audible ones carry. The greatest version wins if
     * several are carried equally often; null if most carry none.
     */
    public @Nullable MeshSettings mostCarriedSettings(long ttlNanos) {
        CarriedSettings carried = new CarriedSettings();
        for (Peer peer : this.peers.all()) {
            if (isAudible(peer, ttlNanos)) {
                carried.add(peer.meshSettings());
            }
        }
        return carried.most();
    }
}
