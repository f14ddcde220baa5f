package org.chorusmesh.beat;

import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberList;
import org.jspecify.annotations.Nullable;

/**
 * The frozen list of one epoch, as a node has it.
 *
 * @param epoch which epoch
 * @param list frozen for it; null for none
 * @param digest of that list; 0 for none
 * @param radius over how many links others are known to have the same, 0 … 255
 * @param agreed whether the node has agreement for the beats of this epoch
 */
public record ListState(
        long epoch, @Nullable MemberList list, long digest, int radius, boolean agreed) {

    /** No list, of no epoch. */
    public static final ListState NONE = new ListState(-1, null, 0, 0, false);

    /** What a report says of it. */
    public ListVote vote() {
        return new ListVote(this.epoch, this.digest, this.radius);
    }
}
