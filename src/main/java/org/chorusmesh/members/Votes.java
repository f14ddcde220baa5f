package org.chorusmesh.members;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one boot of a peer has said of its frozen lists, for {@value #KEPT} epochs. What it said
 * last takes the place of what it said before: a wild epoch harms the peer's own votes alone, until
 * its next report.
 */
public final class Votes {

    private static final int KEPT = 4;

    private final @Nullable ListVote[] kept = new ListVote[KEPT];

    /**
     * Takes over the votes of an admitted report.
     *
     * @param votes of several for one epoch the last stands
     */
    public void hear(List<ListVote> votes) {
        for (int i = 0; i < votes.size(); i++) {
            ListVote vote = votes.get(i);
            this.kept[place(vote.epoch())] = vote;
        }
    }

    /** What was said of an epoch's list; null for nothing. */
    public @Nullable ListVote get(long epoch) {
        ListVote there = this.kept[place(epoch)];
        return (there != null && there.epoch() == epoch) ? there : null;
    }

    /** Forgets all, since epochs have another length from now on. */
    public void clear() {
        Arrays.fill(this.kept, null);
    }

    private static int place(long epoch) {
        return (int) Math.floorMod(epoch, (long) KEPT);
    }
}
