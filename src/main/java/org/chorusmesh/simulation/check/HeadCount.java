package org.chorusmesh.simulation.check;

import java.util.Arrays;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.simulation.mesh.Member;

/** Whether everyone who is up has counted all neighbours who are, and counts nobody else. */
final class HeadCount {

    private final Member[] up;
    private final long[] wanted;
    private final long[] counted;

    /**
     * Nobody has counted anyone yet.
     *
     * @param up those who are up, at most 64
     * @param neighbours of each of these, by their places among these
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

    /** Notes who counts whom at present. */
    void look() {
        for (int i = 0; i < this.up.length; i++) {
            if (this.counted[i] != this.wanted[i]) {
                for (PeerView peer : this.up[i].node().snapshot().peers()) {
                    int j = (peer.weight() > 0) ? place(peer) : -1;
                    this.counted[i] |= (j >= 0) ? 1L << j : 0;
                }
            }
        }
    }

    /** Whether everyone has counted all neighbours at one look or another. */
    boolean isWhole() {
        return Arrays.equals(this.counted, this.wanted);
    }

    /** Whether anyone counts at present who is no more. */
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

    /** Where a boot stands among those who are up; negative if it is not up. */
    private int place(PeerView peer) {
        for (int j = 0; j < this.up.length; j++) {
            if (this.up[j].nodeId().equals(peer.nodeId())) {
                return this.up[j].node().snapshot().identity().boot().equals(peer.boot()) ? j : -1;
            }
        }
        return -1;
    }
}
