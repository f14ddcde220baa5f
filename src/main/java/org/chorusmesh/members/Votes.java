package org.chorusmesh.members;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The votes of one boot of a peer on its frozen lists, for {@value #KEPT} epochs. A new vote
 * replaces an older one. A vote for an arbitrary epoch harms only the peer's own votes, until its
 * next report.
 */
public final class Votes {

    private static final int KEPT = 4;

    private static final long NEVER = -1;

    private final @Nullable ListVote[] kept = new ListVote[KEPT];
    private long lastListed = NEVER;

    /**
     * Takes over the votes of an admitted report.
     *
     * @param votes the votes; the last of several for one epoch wins
     */
    public void hear(List<ListVote> votes) {
        long newest = NEVER;
        long listed = NEVER;
        for (int i = 0; i < votes.size(); i++) {
            ListVote vote = votes.get(i);
            this.kept[place(vote.epoch())] = vote;
            newest = Math.max(newest, vote.epoch());
            listed = (vote.digest() != 0) ? Math.max(listed, vote.epoch()) : listed;
        }
        // A boot never goes back: what it said of later epochs was not its own.
        boolean back = newest != NEVER && newest < this.lastListed;
        this.lastListed = back ? listed : Math.max(this.lastListed, listed);
    }

    /** The vote for an epoch; null if there is none. */
    public @Nullable ListVote get(long epoch) {
        ListVote there = this.kept[place(epoch)];
        return (there != null && there.epoch() == epoch) ? there : null;
    }

    /**
     * Whether the peer may have had a list of an epoch of which nothing is known: it has had one of
     * a later epoch.
     */
    boolean mayHaveListed(long epoch) {
        return get(epoch) == null && this.lastListed > epoch;
    }

    private static int place(long epoch) {
        return (int) Math.floorMod(epoch, (long) KEPT);
    }
}
