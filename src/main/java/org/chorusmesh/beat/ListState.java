package org.chorusmesh.beat;

import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberList;
import org.jspecify.annotations.Nullable;

/**
 * The frozen list of a node for one epoch.
 *
 * @param epoch the epoch
 * @param list the frozen list; null for none
 * @param digest its digest; 0 for none
 * @param radius number of links over which others are known to have the same list, 0 … 255
 * @param agreed whether the node has agreement for the beats of this epoch
 */
public record ListState(
        long epoch, @Nullable MemberList list, long digest, int radius, boolean agreed) {

    /** No list, of no epoch. */
    public static final ListState NONE = new ListState(-1, null, 0, 0, false);

    /** The vote that a report carries for it. */
    public ListVote vote() {
        return new ListVote(this.epoch, this.digest, this.radius);
    }
}
