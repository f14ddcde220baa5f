package org.chorusmesh.simulation.check;

import org.jspecify.annotations.Nullable;

/**
 * Agreement and news of members over the last third of a run.
 *
 * @param agreedShare share of the running nodes that have agreement for the present beat, 0 … 1
 * @param mostLists greatest number of different lists on which nodes had agreement for one epoch at
 *     the same time; 1 unless the mesh is cut
 * @param leastPresent least number of present members that a node knows, itself included; null if
 *     no node runs
 * @param mostPresent greatest number of them
 * @param newsMedianSeconds median silence of the news of a member that runs, at the nodes that are
 *     looked at
 * @param newsP99Seconds the silence that 99 % of it do not exceed
 * @param oldestNewsSeconds the greatest of it
 */
public record MemberFindings(
        double agreedShare,
        long mostLists,
        @Nullable Integer leastPresent,
        @Nullable Integer mostPresent,
        double newsMedianSeconds,
        double newsP99Seconds,
        double oldestNewsSeconds) {}
