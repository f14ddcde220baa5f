package org.chorusmesh.service;

/** When steps are due. */
final class StepDeadlines {

    private StepDeadlines() {}

    /** The first of the instants one step apart that is still to come. */
    static long next(long deadlineNanos, long nowNanos, long stepNanos) {
        long next = deadlineNanos + stepNanos;
        long behind = nowNanos - next;
        return (behind > 0) ? next + (behind / stepNanos + 1) * stepNanos : next;
    }
}
