package org.chorusmesh.members;

import org.chorusmesh.causality.Boot;

/**
 * News of one member, which reports pass on. An entry gives no weight. It states only that its
 * member is present or gone.
 *
 * @param nodeId the member's id
 * @param boot the member's boot
 * @param lamport Lamport time of the member's report from which the news comes, 0 … 2^53−1
 * @param state state of the member
 * @param ageMillis how long ago the news left the member, 0 … {@value #MAX_AGE_MILLIS}
 */
public record MemberEntry(
        String nodeId, Boot boot, long lamport, MemberState state, long ageMillis) {

    /**
     * The greatest age that is sent or accepted: two days, the longest TTL plus the longest hold.
     */
    public static final long MAX_AGE_MILLIS = 172_800_000;
}
