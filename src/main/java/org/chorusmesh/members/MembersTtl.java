package org.chorusmesh.members;

/**
 * Computes how often news of each member is passed on, and how long a member without news stays
 * present.
 */
final class MembersTtl {

    /**
     * The largest number of entries in a gossip period. A report has as many for each period since
     * the one before it.
     */
    static final int ENTRIES_PER_PERIOD = 16;

    /** The largest number of entries in a report. */
    static final int MOST_ENTRIES_PER_REPORT = 128;

    private static final int LEAST_ENTRIES_IN_TURN = 4;

    private static final double ROUNDS_PER_TTL = 4;

    private MembersTtl() {}

    /**
     * 2 TTL + 2 · ⌈members / {@value #ENTRIES_PER_PERIOD}⌉ periods: every node passes on the news
     * of each member twice, after the time in which a peer is evicted.
     *
     * @param members number of present members, this node included, ≥ 1
     * @param ttlNanos the TTL
     * @param periodNanos gossip period of a node
     */
    static long nanos(int members, long ttlNanos, long periodNanos) {
        int rounds = (members + ENTRIES_PER_PERIOD - 1) / ENTRIES_PER_PERIOD;
        return 2 * ttlNanos + 2 * rounds * periodNanos;
    }

    /**
     * The number of entries without a change in a gossip period: each is passed on about four times
     * a TTL, as often as echoes. More would be redundant, since in a small mesh every node receives
     * the news of a member from all others.
     *
     * @param members number of present members, this node included, ≥ 1
     * @param ttlNanos the TTL
     * @param periodNanos gossip period of the node
     */
    static int entriesInTurn(int members, long ttlNanos, long periodNanos) {
        double wanted = StrictMath.ceil(ROUNDS_PER_TTL * members * periodNanos / ttlNanos);
        return (int) Math.min(ENTRIES_PER_PERIOD, Math.max(LEAST_ENTRIES_IN_TURN, wanted));
    }
}
