package org.chorusmesh.simulation.check;

import java.util.Arrays;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.simulation.mesh.Member;

/**
 * Checks that each running member has given weight to all of its running neighbours, and gives
 * weight to no other peer.
 */
final class HeadCount {

    private final Member[] up;
    private final long[] wanted;
    private final long[] counted;

    /**
     * @param up the running members, at most 64
     * @param neighbours the neighbours of each, as indices into {@code up}
     */
    HeadCount(Member[] up, int[][] neighbours) {
        this.up = up;
        this.counted = new long[up.length];
        this.wanted = new long[up.length];
        for (int i = 0; i < up.length; i++) {
            for (int j : neighbours[i]) {
                this.wanted[i] |= 1L << j;
            }
        }
    }

    /** Records which peers have weight now. */
    void sample() {
        for (int i = 0; i < this.up.length; i++) {
            if (this.counted[i] != this.wanted[i]) {
                for (PeerView peer : this.up[i].node().snapshot().peers()) {
                    int j = (peer.weight() > 0) ? place(peer) : -1;
                    this.counted[i] |= (j >= 0) ? 1L << j : 0;
                }
            }
        }
    }

    /** Whether each member has given weight to each of its neighbours in at least one sample. */
    boolean isComplete() {
        return Arrays.equals(this.counted, this.wanted);
    }

    /** Whether a peer that no longer runs has weight now. */
    boolean hasGhosts() {
        for (Member member : this.up) {
            for (PeerView peer : member.node().snapshot().peers()) {
                if (peer.weight() > 0 && place(peer) < 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Index of a peer's boot in {@link #up}; negative if that boot does not run. */
    private int place(PeerView peer) {
        for (int j = 0; j < this.up.length; j++) {
            if (this.up[j].nodeId().equals(peer.nodeId())) {
                return this.up[j].node().snapshot().identity().boot().equals(peer.boot()) ? j : -1;
            }
        }
        return -1;
    }
}
