package org.chorusmesh.beat;

import java.util.List;
import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberEntry;

/**
 * What a report says of beats and members. A report without it takes part in the phase only.
 *
 * @param number the writer's beat number at the report's stamp, 0 … {@value #MAX_NUMBER}
 * @param settled whether the writer is in step with more than half of its peers
 * @param members news of other members, at most {@value #MAX_MEMBERS}
 * @param lists what the writer says of its frozen lists, at most {@value #MAX_LISTS}
 */
public record BeatReport(
        long number, boolean settled, List<MemberEntry> members, List<ListVote> lists) {

    /** The greatest number, 2^47 − 1: with sixteen bits more it is still a positive long. */
    public static final long MAX_NUMBER = (1L << 47) - 1;

    /** No report passes on news of more members. */
    public static final int MAX_MEMBERS = 16;

    /** One for the present epoch and one for the next. */
    public static final int MAX_LISTS = 2;
}
