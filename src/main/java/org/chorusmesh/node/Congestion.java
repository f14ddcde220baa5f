package org.chorusmesh.node;

import org.chorusmesh.peers.PeerCalm;
import org.chorusmesh.settings.Settings;

/**
 * The time between two reports where machines or the network cannot carry as many as usual: the
 * newest reports of most peers are held up for long, or the steps of this node come late. More
 * reports would only make the queues longer, and what they say older. After delay-based congestion
 * control (Brakmo and Peterson, 1995), the time doubles from report to report while that lasts, and
 * shrinks slowly once reports come in time.
 */
final class Congestion {

    private static final double MANY = 0.5;

    /** Fewer, so that something is left for what else there is to do. */
    private static final double FEW = 0.125;

    /** By one part of so many a report, so that queues stay short for a while. */
    private static final int SHRINKS_BY = 64;

    private static final int CALM_PART = 4;

    /** One late step can be a short pause. */
    private static final int LATE_STEPS = 3;

    private long periodNanos;
    private int lateSteps;
    private boolean late;
    private long lookedNanos;

    /**
     * Notes a step.
     *
     * @param latenessNanos by how much it comes later than planned
     * @param gossipPeriodNanos gossip period of this node, half of which is too late, and a quarter
     *     of which is not in time
     */
    void step(long latenessNanos, long gossipPeriodNanos) {
        this.late |= 4 * latenessNanos > gossipPeriodNanos;
        this.lateSteps = (2 * latenessNanos > gossipPeriodNanos) ? this.lateSteps + 1 : 0;
    }

    /** What waited while the node slept was not held up on its way. */
    void sleptUntil(long nowNanos) {
        this.lookedNanos = nowNanos;
    }

    /**
     * Judges what was heard since the last report of this node.
     *
     * @param mostNanos the longest time between two reports with which this node copes
     */
    void look(long nowNanos, PeerCalm peers, Settings settings, long mostNanos) {
        long leastNanos = settings.gossipPeriodNanos();
        double heldUp = peers.heldUpSince(this.lookedNanos, leastNanos, settings.ttlNanos());
        this.lookedNanos = nowNanos;
        if (heldUp > MANY || this.lateSteps >= LATE_STEPS) {
            this.periodNanos = 2 * Math.max(this.periodNanos, leastNanos);
        } else if (heldUp < FEW && !this.late) {
            this.periodNanos -= this.periodNanos / SHRINKS_BY;
        }
        this.late = false;
        this.periodNanos = Math.min(this.periodNanos, Math.min(mostNanos, peers.copesWithNanos()));
        if (this.periodNanos <= leastNanos) {
            this.periodNanos = 0;
        }
    }

    /** Whether reports are held up, or were until a moment ago. */
    boolean isOn() {
        return this.periodNanos > 0;
    }

    /**
     * The least time between two reports.
     *
     * @param gossipPeriodNanos the least time where nothing is held up
     * @param calm whether the node is calm and reports for agreement only, which needs some reports
     *     soon
     */
    long leastNanos(long gossipPeriodNanos, boolean calm) {
        return Math.max(gossipPeriodNanos, calm ? this.periodNanos / CALM_PART : this.periodNanos);
    }
}
