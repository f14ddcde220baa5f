package org.chorusmesh.members;

import org.chorusmesh.causality.Boot;
import org.jspecify.annotations.Nullable;

/**
 * Computes the number of links over which all nodes are known to have this node's frozen list. It
 * starts with a list, considers every peer in the table that is not joining, however silent, and
 * results in a radius.
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
     * @param ownId id of this node
     */
    public Agreement(String ownId) {
        this.ownId = ownId;
    }

    /**
     * Starts with the list of an epoch.
     *
     * @param epoch the epoch
     * @param frozen this node's list; null if it has none, and so no agreement
     */
    public void begin(long epoch, @Nullable FrozenList frozen) {
        this.epoch = epoch;
        this.own = frozen;
        this.refuted = frozen == null;
        this.least = Integer.MAX_VALUE;
    }

    /**
     * Considers a peer that is in the table and not joining. A peer without a vote for the epoch
     * that is not on the list is a newcomer or drifts, and is left out. It refutes the list if it
     * can have settled and frozen a list of its own since it was last heard, or if it is ahead and
     * may have had one: then it may have acted for the beats that are still to come here.
     *
     * @param nodeId the peer's id
     * @param boot its boot
     * @param votes its votes, with radii 0 … {@value ListVote#MAX_RADIUS}
     * @param outdated whether its newest report is older than the freezing of the epoch's lists
     */
    public void ask(String nodeId, Boot boot, Votes votes, boolean outdated) {
        FrozenList mine = this.own;
        if (mine == null || this.refuted) {
            return;
        }
        ListVote vote = votes.get(this.epoch);
        if (vote == null || vote.digest() == 0) {
            this.refuted =
                    outdated
                            || votes.mayHaveListed(this.epoch)
                            || mine.list().contains(nodeId, boot);
        } else if (vote.digest() != mine.digest()) {
            this.refuted = true;
        } else {
            this.least = Math.min(this.least, vote.radius());
        }
    }

    /**
     * Considers a peer whose nearest beat is another than this node's. With the same list it acts
     * at another time, as where the phases of a ring are twisted, so it refutes the list.
     */
    public void refuteSame(Votes votes) {
        FrozenList mine = this.own;
        ListVote vote = votes.get(this.epoch);
        this.refuted |= mine != null && vote != null && vote.digest() == mine.digest();
    }

    /**
     * Considers a peer that is at another beat at present, and so acts for a beat at another time.
     * It refutes the list if it is on the list, or is settled and acts by another list.
     *
     * @param settled whether it states that it is settled
     */
    public void refute(String nodeId, Boot boot, boolean settled) {
        FrozenList mine = this.own;
        this.refuted |= settled || (mine != null && mine.list().contains(nodeId, boot));
    }

    /**
     * The radius, after all peers have been considered.
     *
     * @param lone whether no peer has had weight for a members' TTL
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
