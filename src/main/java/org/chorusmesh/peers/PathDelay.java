package org.chorusmesh.peers;

import org.jspecify.annotations.Nullable;

/**
 * The delay of one path without synchronised clocks, after NTP's clock filter (Mills, 1991) with a
 * minimum for each direction of its own: (received − stamp) here, and the same as the peer echoes
 * it. Half the difference of the two minima is the offset of the clocks, half their sum the
 * transit; what a report has above the minimum of its direction is queueing. Asymmetry cannot be
 * seen.
 *
 * <p>Clocks of arbitrary origin are compared, so everything is kept relative to the first
 * difference seen, in wrapping arithmetic. The minima are of sixty seconds, so that few reports
 * suffice. Those of a minute ago are of other offsets where the clocks drift: half of drift ×
 * window would be left, 1.5 ms at 50 ppm. So the {@linkplain ClockDrift drift} is fitted, and the
 * minima are carried on by it.
 */
final class PathDelay {

    /** What a report shows of the clocks at the two ends. */
    enum ClockEvent {
        /** Nothing. */
        NONE,
        /** The clocks stepped against each other: the measurement of the path starts again. */
        STEPPED,
        /** As {@link #STEPPED}, and it was this end's clock that stood still. */
        OWN_STOOD_STILL
    }

    private static final long TOLERANCE_NANOS = 1_000_000L;

    /** Adjusted clocks run off by up to 500 ppm. A faster drift passes for steps. */
    private static final double FASTEST_DRIFT = 500e-6;

    private static final int STAYING_REPORTS = 8;

    private static final long BOUND_NANOS = 1L << 60;

    private final WindowedMinimum forward = new WindowedMinimum();
    private final WindowedMinimum reverse = new WindowedMinimum();
    private final ClockDrift drift = new ClockDrift(this.forward, this.reverse);
    private final long baseNanos;
    private long @Nullable [] away;
    private int awayCount;
    private long awayPeriodNanos;
    private long latestNanos;
    private long latestAtNanos;
    private long fallNanos;
    private long answeredStampNanos;
    private boolean answered;
    private long steppedNanos;
    private boolean stepped;

    /**
     * Begins with a first report.
     *
     * @param receivedNanos its receipt on this end's clock
     * @param stampNanos its stamp on the other's
     */
    PathDelay(long receivedNanos, long stampNanos) {
        this.baseNanos = receivedNanos - stampNanos;
    }

    /**
     * Takes an admitted report into account.
     *
     * @param receivedNanos its receipt on this end's clock
     * @param nowNanos the instant of this end's step, the newest stamp that it can have written
     * @param stampNanos its stamp on the other's
     * @param periodNanos the time to the next report that this one states
     * @param echo its answer to this node's boot, checked to name a stamp of the recent past; null
     *     for none
     */
    ClockEvent accept(
            long receivedNanos,
            long nowNanos,
            long stampNanos,
            long periodNanos,
            @Nullable Echo echo) {
        this.latestNanos = bounded(receivedNanos - stampNanos - this.baseNanos);
        this.latestAtNanos = receivedNanos;
        ClockEvent event = ClockEvent.NONE;
        if (hasStayedAway(periodNanos)) {
            restart();
            event = ClockEvent.STEPPED;
        }
        if (!this.forward.isEmpty()) {
            this.fallNanos = Math.max(this.fallNanos, forwardMinimum() - this.latestNanos);
        }
        addForward();
        if (echo != null
                && isOfTheseClocks(echo)
                && (!this.answered || echo.stampNanos() - this.answeredStampNanos > 0)) {
            this.reverse.add(
                    echo.stampNanos(),
                    bounded(stampNanos - echo.heldNanos() - echo.stampNanos() + this.baseNanos));
            this.answeredStampNanos = echo.stampNanos();
            this.answered = true;
        }
        if (isKnown()) {
            // The first late reports after a step can look like a drift.
            if ((isRoundTripNegative() || this.forward.disregards()) && hasStepped()) {
                event =
                        (this.fallNanos > TOLERANCE_NANOS)
                                ? ClockEvent.OWN_STOOD_STILL
                                : ClockEvent.STEPPED;
                restart();
                addForward();
                this.steppedNanos = nowNanos;
                this.stepped = true;
            }
            this.fallNanos = 0;
        }
        return event;
    }

    /**
     * Whether a negative round trip shows a step of a clock, and not a drift that is not fitted
     * yet. In either case the minima are then those of the last seconds.
     */
    private boolean hasStepped() {
        boolean drifts =
                isPossible(
                        this.forward.greatestMinimum(this.latestAtNanos, FASTEST_DRIFT),
                        this.reverse.greatestMinimum(this.latestAtNanos, FASTEST_DRIFT));
        if (!drifts) {
            // A drift fitted across the step would be wrong by any amount.
            this.forward.forgetAllBut(1);
            this.reverse.forgetAllBut(1);
        } else if (isRoundTripNegative()) {
            this.forward.disregardAllButRecent();
            this.reverse.disregardAllButRecent();
        }
        return !isPossible(
                this.forward.greatestRegardedMinimum(this.latestAtNanos, FASTEST_DRIFT),
                this.reverse.greatestRegardedMinimum(this.latestAtNanos, FASTEST_DRIFT));
    }

    private static boolean isPossible(long thereNanos, long backNanos) {
        return thereNanos + backNanos >= -TOLERANCE_NANOS;
    }

    private void addForward() {
        if (this.forward.add(this.latestAtNanos, this.latestNanos)) {
            this.drift.look();
        }
    }

    /** What the minimum comes to at the receipt of the newest report. */
    private long forwardMinimum() {
        return this.forward.minimum(this.latestAtNanos);
    }

    private long reverseMinimum() {
        return this.reverse.minimum(this.latestAtNanos);
    }

    /**
     * Whether an answer is to a stamp from after the clocks stepped. One to an earlier stamp may
     * have been held across the step; late enough on its way, it would hide the rest of it. The
     * step of the node bounds them and not the receipt: of a clock that stepped back the node makes
     * one that stands, so that stamps from before are ahead of receipts from after.
     */
    private boolean isOfTheseClocks(Echo echo) {
        return !this.stepped || echo.stampNanos() - this.steppedNanos > 0;
    }

    private boolean isRoundTripNegative() {
        return !isPossible(forwardMinimum(), reverseMinimum());
    }

    /**
     * Whether this report and those before it have all been far above the minimum, and close
     * together: closer than the shortest period that they state, since reports that were held up
     * together are as late as they were sent apart.
     */
    private boolean hasStayedAway(long periodNanos) {
        this.awayPeriodNanos =
                (this.awayCount == 0) ? periodNanos : Math.min(this.awayPeriodNanos, periodNanos);
        long spread = Math.max(this.awayPeriodNanos, TOLERANCE_NANOS);
        if (this.forward.isEmpty() || this.latestNanos - forwardMinimum() <= spread) {
            this.awayCount = 0;
            return false;
        }
        if (this.away == null) {
            this.away = new long[STAYING_REPORTS];
        }
        this.away[this.awayCount++ % STAYING_REPORTS] = this.latestNanos;
        if (this.awayCount < STAYING_REPORTS) {
            return false;
        }
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (long value : this.away) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        return least - forwardMinimum() > spread && greatest - least < spread;
    }

    private void restart() {
        this.forward.clear();
        this.reverse.clear();
        this.drift.clear();
        this.answered = false;
        this.awayCount = 0;
    }

    /** What the newest report had queued beyond the path's minimum, ≥ 0. */
    long queueingNanos() {
        return this.latestNanos - forwardMinimum();
    }

    /**
     * What a report would have queued beyond the path's minimum, if it were taken into account.
     *
     * @return ≥ 0
     */
    long queueingNanos(long receivedNanos, long stampNanos) {
        long late = bounded(receivedNanos - stampNanos - this.baseNanos);
        return this.forward.isEmpty() ? 0 : Math.max(0, late - this.forward.minimum(receivedNanos));
    }

    /**
     * The standard error of the offset of the two clocks, over the time between two reports. Only
     * how sparse the delays near the minimum are decides that: a path that holds up half of its
     * reports for long and delivers the others in time needs no more of them than one that delivers
     * all in time.
     *
     * @return infinite in the first seconds of a path
     */
    double errorRatio() {
        double there = this.forward.errorRatio();
        double back = isKnown() ? this.reverse.errorRatio() : there;
        return StrictMath.sqrt(there * there + back * back) / 2;
    }

    /**
     * How long the newest report had been under way at its receipt; without its transit while that
     * is not known.
     */
    long underWayNanos() {
        return isKnown()
                ? this.latestNanos - (forwardMinimum() - reverseMinimum()) / 2
                : queueingNanos();
    }

    /**
     * How fast this end's clock runs against the other, seconds a second; 1 while that is not
     * known.
     */
    double clockRatio() {
        return 1 + this.drift.rate();
    }

    /** Whether both directions have been measured. */
    boolean isKnown() {
        // An answer always goes into the reverse direction too.
        return this.answered;
    }

    /**
     * The least round trip of the window, ≥ 0; undefined while not {@linkplain #isKnown() known}.
     */
    long roundTripNanos() {
        return Math.max(0, forwardMinimum() + reverseMinimum());
    }

    /**
     * The newest own stamp that the peer has answered; undefined while not {@linkplain #isKnown()
     * known}.
     */
    long answeredStampNanos() {
        return this.answeredStampNanos;
    }

    private static long bounded(long nanos) {
        return Math.max(-BOUND_NANOS, Math.min(BOUND_NANOS, nanos));
    }
}
