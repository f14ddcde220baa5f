package org.chorusmesh.node;

import org.chorusmesh.settings.Settings;

/** Decides when a report is due: once a gossip period, at the nearest step. */
final class ReportSchedule {

    private boolean begun;
    private long nominalNanos;

    /** Whether a report is due at this step. Returns true once a period, the first time at once. */
    boolean isDue(long nowNanos, Settings settings) {
        if (!this.begun) {
            this.begun = true;
            this.nominalNanos = nowNanos;
            return true;
        }
        long sinceNanos = nowNanos - this.nominalNanos;
        long periodNanos = settings.gossipPeriodNanos();
        // Half a step early is nearer to the period than half a step late.
        if (sinceNanos < periodNanos - settings.stepNanos() / 2) {
            return false;
        }
        // Periods during a sleep are not made up for.
        this.nominalNanos =
                (sinceNanos < 2 * periodNanos) ? this.nominalNanos + periodNanos : nowNanos;
        return true;
    }
}
