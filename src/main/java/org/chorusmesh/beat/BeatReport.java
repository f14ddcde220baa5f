package org.chorusmesh.beat;

import java.util.List;
import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberEntry;

/**
 * The beat fields of a report. A node whose reports have none takes part in the phase only.
 *
 * @param number the writer's beat number at the report's stamp, 0 … {@value #MAX_NUMBER}
 * @param settled whether the writer is in step with more than half of its peers
 * @param members news of other members, at most {@value #MAX_MEMBERS}
 * @param lists the writer's votes on its frozen lists, at most {@value #MAX_LISTS}
 */
public record BeatReport(
        long number, boolean settled, List<MemberEntry> members, List<ListVote> lists) {

    /** The greatest number, 2^47 − 1. With sixteen more bits it is still a positive long. */
    public static final long MAX_NUMBER = (1L << 47) - 1;

    /** The largest number of member entries in a report to members that know no more. */
    public static final int MAX_MEMBERS_A_PERIOD = 16;

    /** The largest number of member entries in a report. */
    public static final int MAX_MEMBERS = 128;

    /** The largest number of votes in a report: one for the present epoch and one for the next. */
    public static final int MAX_LISTS = 2;
}
