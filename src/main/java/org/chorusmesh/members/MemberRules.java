package org.chorusmesh.members;

import java.util.List;

/**
 * How members agree. All nodes of a mesh must have the same: nodes that are set differently never
 * agree.
 *
 * @param holdNanos how long the slot of an absent id is held for its return, ≥ 0
 * @param expected the greatest number of ids that can ever be up together; agreement then takes more
 *     than half of that many. 0 for no such guard
 * @param radius over how many links a list must be known to be the same before there is agreement on
 *     it, at least 1: 2 in a full mesh
 */
public record MemberRules(long holdNanos, int expected, int radius) {

    /** Nothing is held, no guard, a full mesh. */
    public static final MemberRules DEFAULT = new MemberRules(0, 0, 2);

    /** The longest hold, one day. */
    public static final long MAX_HOLD_NANOS = 86_400_000_000_000L;

    /**
     * Makes sure that the rules can be kept.
     *
     * @param faults to which every fault is added
     */
    public void check(List<String> faults) {
        if (this.holdNanos < 0 || this.holdNanos > MAX_HOLD_NANOS) {
            faults.add("holdNanos must be between 0 and one day");
        }
        if (this.expected < 0) {
            faults.add("expected must not be negative");
        }
        if (this.radius < 1 || this.radius > ListVote.MAX_RADIUS) {
            faults.add("radius must be between 1 and " + ListVote.MAX_RADIUS);
        }
    }
}
