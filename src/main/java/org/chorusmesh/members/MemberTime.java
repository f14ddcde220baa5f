package org.chorusmesh.members;

/**
 * The time of a table of members, from 0 at its start: what this node was awake, and the true time,
 * in which it may have slept too.
 */
final class MemberTime {

    private long wakingNanos;
    private long trueNanos;
    private long membersTtlNanos;

    void pass(long waking, long slept) {
        this.wakingNanos += waking;
        this.trueNanos += waking + slept;
    }

    /**
     * Sets how long a member without news stays present.
     *
     * @return whether it was another
     */
    boolean setMembersTtl(long nanos) {
        boolean changed = nanos != this.membersTtlNanos;
        this.membersTtlNanos = nanos;
        return changed;
    }

    long wakingNanos() {
        return this.wakingNanos;
    }

    long trueNanos() {
        return this.trueNanos;
    }

    long membersTtlNanos() {
        return this.membersTtlNanos;
    }

    /** The age at which news of a member is not taken or passed on any more. */
    long lifeNanos(MemberState state, long holdNanos) {
        return this.membersTtlNanos + ((state == MemberState.GONE) ? holdNanos : 0);
    }
}
