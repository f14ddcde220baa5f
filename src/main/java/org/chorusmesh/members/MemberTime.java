package org.chorusmesh.members;

/**
 * The times of a member table, from 0 at its start: the waking time of this node, and the true
 * time, which includes its sleep.
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
     * @return whether it changes
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

    /** The age from which on news of a member is neither accepted nor passed on. */
    long lifeNanos(MemberState state, long holdNanos) {
        return this.membersTtlNanos + ((state == MemberState.GONE) ? holdNanos : 0);
    }
}
