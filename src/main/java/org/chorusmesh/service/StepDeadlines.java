package org.chorusmesh.service;

import org.chorusmesh.node.StepState;

/**
 * When the steps of an integrator are due. Steps that follow each other at the step of the settings
 * lie on a grid, and one that is missed is not made up for. A calm node goes without a step for
 * longer; a command or the report of a disturbed peer then calls for one, a step of the settings
 * after the last one at the earliest. Belongs to the integrator's thread.
 */
final class StepDeadlines {

    private long deadlineNanos;
    private long soonestNanos;

    /** The first step is due at once. */
    StepDeadlines(long nowNanos) {
        this.deadlineNanos = nowNanos;
        this.soonestNanos = nowNanos;
    }

    /**
     * When the next step is due.
     *
     * @param called whether a command or a report calls for it
     */
    long dueNanos(boolean called) {
        return called ? this.soonestNanos : this.deadlineNanos;
    }

    /**
     * By how much a step that begins is late. What a command calls for is due when it comes, of
     * which the time is not known.
     */
    long latenessNanos(long nowNanos) {
        return Math.max(0, nowNanos - this.deadlineNanos);
    }

    /**
     * Sets the deadline of the step after the one that has just ended.
     *
     * @param beganNanos when it began
     * @param nowNanos when it ended
     * @param after what it shows
     */
    void stepped(long beganNanos, long nowNanos, StepState after) {
        stepped(beganNanos, nowNanos, after.settings().stepNanos(), after.untilNextNanos());
    }

    /**
     * Sets the deadline of the step after the one that has just ended.
     *
     * @param beganNanos when it began
     * @param nowNanos when it ended
     * @param stepNanos the step of the settings
     * @param untilNextNanos how long the node may go without a step, ≥ the step of the settings
     */
    void stepped(long beganNanos, long nowNanos, long stepNanos, long untilNextNanos) {
        boolean inTime = beganNanos - this.deadlineNanos >= 0;
        this.soonestNanos = next(inTime ? this.deadlineNanos : beganNanos, nowNanos, stepNanos);
        this.deadlineNanos =
                (untilNextNanos > stepNanos)
                        ? next(beganNanos + untilNextNanos - stepNanos, nowNanos, stepNanos)
                        : this.soonestNanos;
    }

    /** The first of the instants one step apart that is still to come. */
    private static long next(long deadlineNanos, long nowNanos, long stepNanos) {
        long next = deadlineNanos + stepNanos;
        long behind = nowNanos - next;
        return (behind > 0) ? next + (behind / stepNanos + 1) * stepNanos : next;
    }
}
