package org.chorusmesh.members;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The votes of one boot of a peer on its frozen lists, for {@value #KEPT} epochs. A new vote
 * replaces an older one. A vote for an arbitrary epoch harms only the peer's own votes, until its
 * next report.
 */
public final class Votes {

    private static final int KEPT = 4;

    private final @Nullable ListVote[] kept = new ListVote[KEPT];

    /**
     * Takes over the votes of an admitted report.
     *
     * @param votes the votes; the last of several for one epoch wins
     */
    public void hear(List<ListVote> votes) {
        for (int i = 0; i < votes.size(); i++) {
            ListVote vote = votes.get(i);
            this.kept[place(vote.epoch())] = vote;
        }
    }

    /** The vote for an epoch; null if there is none. */
    public @Nullable ListVote get(long epoch) {
        ListVote there = this.kept[place(epoch)];
        return (there != null && there.epoch() == epoch) ? there : null;
    }

    /** Discards all, as when the length of an epoch changes. */
    public void clear() {
        Arrays.fill(this.kept, null);
    }

    private static int place(long epoch) {
        return (int) Math.floorMod(epoch, (long) KEPT);
    }
}
