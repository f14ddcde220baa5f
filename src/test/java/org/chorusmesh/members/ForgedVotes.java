package org.chorusmesh.members;

import java.util.List;

/** Votes of a member that lies. */
public final class ForgedVotes {

    private ForgedVotes() {}

    /** For a list that nobody else has in each epoch, with the greatest radius. */
    public static List<ListVote> forOtherLists(List<ListVote> votes) {
        return votes.stream()
                .map((vote) -> new ListVote(vote.epoch(), vote.digest() ^ 1, ListVote.MAX_RADIUS))
                .toList();
    }

    /** For the same lists, with the greatest radius. */
    public static List<ListVote> asFarAsCanBe(List<ListVote> votes) {
        return votes.stream()
                .map((vote) -> new ListVote(vote.epoch(), vote.digest(), ListVote.MAX_RADIUS))
                .toList();
    }
}
