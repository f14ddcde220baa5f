package org.chorusmesh.members;

/** How often news of each member is passed on, and how long a member without news stays present. */
final class MembersTtl {

    /** How many members one report passes on at most. */
    static final int ENTRIES_PER_REPORT = 16;

    private static final int LEAST_ENTRIES_IN_TURN = 4;

    private static final double ROUNDS_PER_TTL = 4;

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

    /**
     * How many members without a change one report passes on in turn: each about four times a TTL,
     * as echoes go round. More would say the same again: in a small mesh everybody hears of a
     * member from everybody.
     *
     * @param members how many are present, this node included, ≥ 1
     * @param ttlNanos the TTL
     * @param periodNanos how often the node reports
     */
    static int entriesInTurn(int members, long ttlNanos, long periodNanos) {
        double wanted = StrictMath.ceil(ROUNDS_PER_TTL * members * periodNanos / ttlNanos);
        return (int) Math.min(ENTRIES_PER_REPORT, Math.max(LEAST_ENTRIES_IN_TURN, wanted));
    }
}
