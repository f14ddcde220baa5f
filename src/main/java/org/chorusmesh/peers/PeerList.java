package org.chorusmesh.peers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The peers in order of admission, each with its row, and by id. */
final class PeerList {

    private final PeerRows rows;
    private final List<Peer> peers = new ArrayList<>();
    private final List<Peer> unmodifiable = Collections.unmodifiableList(this.peers);
    private final Map<String, Peer> byId = new HashMap<>();
    private int latest;
    private long changes;

    /**
     * @param rows the rows, one for each peer
     */
    PeerList(PeerRows rows) {
        this.rows = rows;
    }

    int size() {
        return this.peers.size();
    }

    /** How often a peer was put or removed. */
    long changes() {
        return this.changes;
    }

    Peer get(int row) {
        return this.peers.get(row);
    }

    List<Peer> all() {
        return this.unmodifiable;
    }

    /** The peer with an id; null if there is none. */
    @Nullable Peer find(String nodeId) {
        // Mostly called for the same peer again, or for the one that was first heard after it:
        // peers report with constant periods, so reports keep arriving in the same order. Compared
        // by reference, since the text of another id would have to be fetched.
        if (this.latest < this.peers.size()) {
            Peer again = this.peers.get(this.latest);
            if (again.nodeId() == nodeId) {
                return again;
            }
            int following = (this.latest + 1 < this.peers.size()) ? this.latest + 1 : 0;
            Peer next = this.peers.get(following);
            if (next.nodeId() == nodeId) {
                this.latest = following;
                return next;
            }
        }
        Peer peer = this.byId.get(nodeId);
        if (peer != null) {
            this.latest = peer.row();
        }
        return peer;
    }

    /**
     * Returns an empty row for a peer that is then {@link #put put} there.
     *
     * @param known the peer whose row it takes; null for a row at the end
     */
    int clearRow(@Nullable Peer known) {
        if (known == null) {
            this.rows.add();
            return this.peers.size();
        }
        this.rows.clear(known.row());
        return known.row();
    }

    /** Puts a peer at its row. */
    void put(Peer peer) {
        if (peer.row() == this.peers.size()) {
            this.peers.add(peer);
        } else {
            this.peers.set(peer.row(), peer);
        }
        this.byId.put(peer.nodeId(), peer);
        this.changes++;
    }

    /** Removes a peer with its row; those behind it move up. */
    void remove(Peer peer) {
        this.byId.remove(peer.nodeId());
        this.changes++;
        this.peers.remove(peer.row());
        this.rows.remove(peer.row());
        for (int row = peer.row(); row < this.peers.size(); row++) {
            this.peers.get(row).setRow(row);
        }
    }
}
