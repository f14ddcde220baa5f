package org.chorusmesh.members;

import org.chorusmesh.causality.Boot;

/**
 * News of one member, as reports pass them on. An entry gives nobody weight: it says only that its
 * member lives, or has gone.
 *
 * @param nodeId the member's id
 * @param boot the member's boot
 * @param lamport Lamport time of the member's report that the news began with, 0 … 2^53−1
 * @param state what the member is
 * @param ageMillis how long ago the news left the member, 0 … {@value #MAX_AGE_MILLIS}
 */
public record MemberEntry(
        String nodeId, Boot boot, long lamport, MemberState state, long ageMillis) {

    /** The greatest age that is sent or taken, two days: the longest TTL and the longest hold. */
    public static final long MAX_AGE_MILLIS = 172_800_000;
}
