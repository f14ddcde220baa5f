package org.chorusmesh.members;

import java.util.List;

/**
 * The rules of agreement. Nodes agree only if all of them have the same.
 *
 * @param holdNanos how long an absent id keeps its slot, 0 … {@value #MAX_HOLD_NANOS}
 * @param expected the greatest number of ids that can be up together, at most {@value
 *     Members#MAX_IDS}; 0 for no guard against a partition
 * @param radius number of links over which a digest must be known to be the same, 1 … {@value
 *     ListVote#MAX_RADIUS}
 */
public record MemberRules(long holdNanos, int expected, int radius) {

    /** One day. */
    public static final long MAX_HOLD_NANOS = 86_400_000_000_000L;

    /** No hold, no guard, and the radius for a full mesh. */
    public static final MemberRules DEFAULT = new MemberRules(0, 0, 2);

    /**
     * Adds every fault of these rules to a list.
     *
     * @param faults the list to which faults are added
     */
    public void check(List<String> faults) {
        if (this.holdNanos < 0 || this.holdNanos > MAX_HOLD_NANOS) {
            faults.add("hold must be 0 to 24 hours");
        }
        if (this.expected < 0 || this.expected > Members.MAX_IDS) {
            faults.add("expected must be 0 to " + Members.MAX_IDS);
        }
        if (this.radius < 1 || this.radius > ListVote.MAX_RADIUS) {
            faults.add("radius must be 1 to " + ListVote.MAX_RADIUS);
        }
    }

    /**
     * Whether enough members have news for this node to act: more than half of the expected number,
     * if it is set.
     *
     * @param withNews members of the frozen list with news younger than one TTL
     */
    public boolean isMajority(int withNews) {
        return this.expected == 0 || 2 * withNews > this.expected;
    }
}
