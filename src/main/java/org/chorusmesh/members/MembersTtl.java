package org.chorusmesh.members;

/** How long a member without news stays present. */
final class MembersTtl {

    /** How many members one report passes on. */
    static final int ENTRIES_PER_REPORT = 16;

    private MembersTtl() {}

    /**
     * 2 TTL + 2 · ⌈members / {@value #ENTRIES_PER_REPORT}⌉ periods: news of each member is passed
     * on twice by everyone, after the time in which a peer is evicted.
     *
     * @param members how many are present, this node included, ≥ 1
     * @param ttlNanos the TTL
     * @param periodNanos how often a node reports
     */
    static long nanos(int members, long ttlNanos, long periodNanos) {
        int rounds = (members + ENTRIES_PER_REPORT - 1) / ENTRIES_PER_REPORT;
        return 2 * ttlNanos + 2 * rounds * periodNanos;
    }
}
