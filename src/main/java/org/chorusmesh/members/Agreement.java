package org.chorusmesh.members;

import org.chorusmesh.causality.Boot;
import org.jspecify.annotations.Nullable;

/**
 * Over how many links this node's frozen list is known to be everyone's: begins with a list, asks
 * every peer in the table that is not joining, however silent, and ends with the radius.
 *
 * <p>Two nodes with a radius of at least R each, and different lists, are more than 2R links apart.
 */
public final class Agreement {

    private final String ownId;
    private @Nullable FrozenList own;
    private long epoch;
    private boolean refuted;
    private int least;

    /**
     * Nobody is asked yet.
     *
     * @param ownId this node's id
     */
    public Agreement(String ownId) {
        this.ownId = ownId;
    }

    /**
     * Begins with the list of an epoch.
     *
     * @param epoch which
     * @param frozen this node's list of it; null where it has none, and agrees with nobody
     */
    public void begin(long epoch, @Nullable FrozenList frozen) {
        this.epoch = epoch;
        this.own = frozen;
        this.refuted = frozen == null;
        this.least = Integer.MAX_VALUE;
    }

    /**
     * Asks a peer that is in the table and not joining. One that has said nothing of the epoch, and
     * is not on the list, is a newcomer or a drifter and is passed over.
     *
     * @param nodeId the peer's id
     * @param boot its boot
     * @param votes what it has said, radii 0 … {@value ListVote#MAX_RADIUS}
     */
    public void ask(String nodeId, Boot boot, Votes votes) {
        FrozenList mine = this.own;
        if (mine == null || this.refuted) {
            return;
        }
        ListVote vote = votes.get(this.epoch);
        if (vote == null || vote.digest() == 0) {
            this.refuted = mine.list().contains(nodeId, boot);
        } else if (vote.digest() != mine.digest()) {
            this.refuted = true;
        } else {
            this.least = Math.min(this.least, vote.radius());
        }
    }

    /**
     * Refutes the list for a peer that is at another beat at this moment, and so acts for a beat at
     * another time, if it is on the list or acts by another one.
     *
     * @param settled whether it says that it is settled
     */
    public void refute(String nodeId, Boot boot, boolean settled) {
        FrozenList mine = this.own;
        this.refuted |= settled || (mine != null && mine.list().contains(nodeId, boot));
    }

    /**
     * The radius, when every peer has been asked.
     *
     * @param lone whether this node has counted nobody for a members' TTL
     * @return 0 … {@value ListVote#MAX_RADIUS}; 0 for no agreement
     */
    public int radius(boolean lone) {
        FrozenList mine = this.own;
        if (mine == null || this.refuted) {
            return 0;
        }
        if (this.least == Integer.MAX_VALUE) {
            return (lone && mine.list().isOnly(this.ownId)) ? ListVote.MAX_RADIUS : 0;
        }
        return Math.min(this.least + 1, ListVote.MAX_RADIUS);
    }
}
