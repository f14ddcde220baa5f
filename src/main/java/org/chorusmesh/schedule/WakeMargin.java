package org.chorusmesh.schedule;

/**
 * Learns by how much a parked thread wakes too late, and so for how long a timer must spin to be in
 * time: the mean of what was seen and four mean deviations, as TCP sets its timeout (Jacobson,
 * 1988). Belongs to one thread.
 */
final class WakeMargin {

    /** Spinning for longer would take a core that is wanted elsewhere. */
    static final long MAX_NANOS = 1_000_000;

    /** Enough on an idle core of a real machine. */
    static final long USUAL_NANOS = 150_000;

    /** Beyond that, virtual machines wake late, and may spin for so much of the time. */
    private static final double MOST_SHARE = 1e-3;

    /** Where a thread has been in time by chance, it may be late by so much again. */
    static final long MIN_NANOS = 10_000;

    private static final double MEAN_GAIN = 1.0 / 8;

    private static final double DEVIATION_GAIN = 1.0 / 4;

    private static final int DEVIATIONS = 4;

    private boolean learnt;
    private double meanNanos;
    private double deviationNanos;

    /**
     * Takes a wake-up into account.
     *
     * @param lateNanos by how much it was later than was asked for. What exceeds {@value
     *     #USUAL_NANOS} and twice what was learnt counts as that, so that one pause is soon
     *     forgotten
     */
    void learn(long lateNanos) {
        double most = Math.min(Math.max(USUAL_NANOS, 2 * learnt()), MAX_NANOS);
        double late = Math.min(Math.max(0, lateNanos), most);
        if (!this.learnt) {
            this.learnt = true;
            this.meanNanos = late;
            this.deviationNanos = late / 2;
            return;
        }
        double error = late - this.meanNanos;
        this.meanNanos += MEAN_GAIN * error;
        this.deviationNanos += DEVIATION_GAIN * (Math.abs(error) - this.deviationNanos);
    }

    /**
     * How long before its instant to wake; the greatest until something is learnt.
     *
     * @param hertz how many instants there are in a second, > 0
     * @return nanoseconds, at most {@value #USUAL_NANOS} or a thousandth of the time between two
     *     instants
     */
    long nanos(double hertz) {
        double most = Math.max(USUAL_NANOS, Math.min(MOST_SHARE * 1e9 / hertz, MAX_NANOS));
        double nanos = this.learnt ? learnt() : MAX_NANOS;
        return (long) Math.min(Math.max(nanos, MIN_NANOS), most);
    }

    private double learnt() {
        return this.meanNanos + DEVIATIONS * this.deviationNanos;
    }
}
