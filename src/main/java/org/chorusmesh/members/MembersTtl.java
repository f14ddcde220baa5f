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

    /** Times a TTL, for a member that all nodes hear themselves. */
    private static final double ROUNDS_IF_ALL_HEAR_ALL = 4;

    /** Times a TTL, for a member that this node hears itself, and not all others do. */
    private static final double ROUNDS_FIRST_HAND = 8;

    /** Times a TTL, for any other member of an overlay. */
    private static final double ROUNDS_SECOND_HAND = 2;

    /** In a gossip period, so that few nodes pass on all at once. */
    private static final int LEAST_ENTRIES = 4;

    private MembersTtl() {}

    /**
     * 2 TTL + 2 · ⌈members / {@value #ENTRIES_PER_PERIOD}⌉ periods: every node passes on the news
     * of each member twice, after the time in which a peer is evicted. On an overlay of more than
     * some 1000 members those do that hear the member themselves.
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
     * The number of entries without a change in a gossip period, where all nodes hear all members:
     * each is passed on about four times a TTL, as often as echoes. Where reports are lost or a
     * link fails, a node receives the news of a member from all others.
     *
     * @param members number of other members that are present, ≥ 0
     * @param ttlNanos the TTL
     * @param periodNanos gossip period of the node
     */
    static int entriesIfAllHearAll(int members, long ttlNanos, long periodNanos) {
        return Math.max(
                LEAST_ENTRIES, entries(ROUNDS_IF_ALL_HEAR_ALL, members, ttlNanos, periodNanos));
    }

    /** The same of members that this node hears itself, in a mesh in which not all do. */
    static int entriesFirstHand(int members, long ttlNanos, long periodNanos) {
        return entries(ROUNDS_FIRST_HAND, members, ttlNanos, periodNanos);
    }

    /**
     * The same of the other members of an overlay. In one of up to about 200 nodes most members are
     * at most two links away, so that a neighbour has first-hand news of them. A node that has none
     * receives the news from many neighbours.
     */
    static int entriesSecondHand(int members, long ttlNanos, long periodNanos) {
        return Math.max(LEAST_ENTRIES, entries(ROUNDS_SECOND_HAND, members, ttlNanos, periodNanos));
    }

    private static int entries(double rounds, int members, long ttlNanos, long periodNanos) {
        double wanted = StrictMath.ceil(rounds * members * periodNanos / ttlNanos);
        return (int) Math.min(ENTRIES_PER_PERIOD, Math.max(1, wanted));
    }
}
