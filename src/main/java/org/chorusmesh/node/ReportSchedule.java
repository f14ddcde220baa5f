package org.chorusmesh.node;

/**
 * Decides when something that has a period is due: at the step that is nearest to the end of each
 * period. The period can differ from one time to the next.
 */
final class ReportSchedule {

    private boolean begun;
    private long nominalNanos;

    /**
     * Whether it is due at this step. Returns true once a period, the first time at once.
     *
     * @param periodNanos the present period
     * @param stepNanos how often the node steps
     */
    boolean isDue(long nowNanos, long periodNanos, long stepNanos) {
        if (!isReached(nowNanos, periodNanos, stepNanos)) {
            return false;
        }
        long sinceNanos = nowNanos - this.nominalNanos;
        // Periods during a sleep are not made up for.
        boolean inTime = this.begun && sinceNanos < 2 * periodNanos;
        this.nominalNanos = inTime ? this.nominalNanos + periodNanos : nowNanos;
        this.begun = true;
        return true;
    }

    /** Whether a period has passed, without an effect. */
    boolean isReached(long nowNanos, long periodNanos, long stepNanos) {
        // Half a step early is nearer to the period than half a step late.
        return !this.begun || nowNanos - this.nominalNanos >= periodNanos - stepNanos / 2;
    }

    /**
     * The time until the end of the period.
     *
     * @param periodNanos the present period
     * @return nanoseconds; not positive if it is due
     */
    long untilNanos(long nowNanos, long periodNanos) {
        return this.begun ? this.nominalNanos + periodNanos - nowNanos : 0;
    }

    /** Starts a period at another instant than it would have started. */
    void restart(long nowNanos) {
        this.begun = true;
        this.nominalNanos = nowNanos;
    }
}
