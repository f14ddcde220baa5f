package org.chorusmesh.peers;

/**
 * How fast the clocks at the two ends of a path drift apart: the {@linkplain DelayLines likeliest}
 * drift, given the least delays of the last seconds in both directions.
 *
 * <p>From few seconds, or on a path whose delay varies much, that is chance as much as drift. So
 * the rate is the likeliest one less what is doubtful in it: 0 if a drift of 0 is nearly as likely,
 * and all but a little of it if 0 is far less so. A clock may also be given another speed. Where
 * the last eight seconds lie below a line of those before, the latter are forgotten.
 */
final class ClockDrift {

    private static final int FEWEST_SECONDS = 8;

    /** One more of many seconds changes little. */
    private static final int SECONDS_A_FIT = 4;

    /** How much less likely a drift of 0 must be, as a natural logarithm. */
    private static final double DOUBTFUL = 1.5;

    /** Of so many seconds twice that, since they say little of how sparse the delays are. */
    private static final double FEW_SECONDS = 20;

    /**
     * A rate that is less likely by this, a natural logarithm, stays. Where a path has just become
     * shorter, many drifts are as likely, and the one of before is right.
     */
    private static final double NEARLY_AS_LIKELY = 0.5;

    private final WindowedMinimum forward;
    private final WindowedMinimum reverse;
    private int seconds;
    private double rate;

    /**
     * @param forward receipt less stamp of the way to this end, which grows by the rate
     * @param reverse the same of the way to the other end, which falls by the rate
     */
    ClockDrift(WindowedMinimum forward, WindowedMinimum reverse) {
        this.forward = forward;
        this.reverse = reverse;
    }

    /** Forgets everything. The two minima are cleared by their owner. */
    void clear() {
        this.seconds = 0;
        this.rate = 0;
    }

    /**
     * Looks at the two minima, once a second of the way to this end is over, and sets their rates.
     */
    void look() {
        this.seconds++;
        if (this.seconds < 2 * FEWEST_SECONDS || this.seconds % SECONDS_A_FIT == 0) {
            if (has(2 * FEWEST_SECONDS) && hasBent()) {
                this.forward.forgetAllBut(FEWEST_SECONDS);
                this.reverse.forgetAllBut(FEWEST_SECONDS);
            }
            this.rate = has(FEWEST_SECONDS) ? fit() : 0;
            setRate(this.rate);
        }
    }

    private boolean has(int least) {
        return this.forward.size() >= least && this.reverse.size() >= least;
    }

    private boolean hasBent() {
        double rate = likeliestRate(FEWEST_SECONDS);
        return lines(FEWEST_SECONDS).areAboveLeftOut(rate);
    }

    private double fit() {
        double likeliest = likeliestRate(0);
        DelayLines lines = lines(0);
        double most = lines.logLikelihood(likeliest);
        if (most - lines.logLikelihood(this.rate) < NEARLY_AS_LIKELY) {
            return this.rate;
        }
        double few = FEW_SECONDS / this.forward.size();
        double doubtful = DOUBTFUL * (1 + few * few * few);
        double doubt = doubtful / (most - lines.logLikelihood(0));
        return (doubt >= 0 && doubt < 1) ? likeliest * (1 - doubt * doubt) : 0;
    }

    /** A drift that is not taken out makes delays look sparse, so it is. */
    private double likeliestRate(int leftOut) {
        double rate = lines(leftOut).likeliestRate();
        setRate(rate);
        return rate;
    }

    private DelayLines lines(int leftOut) {
        return new DelayLines(this.forward, this.reverse, leftOut);
    }

    private void setRate(double to) {
        this.forward.setRate(to);
        this.reverse.setRate(-to);
    }

    /**
     * By how much more than a second this end's clock gains in one of the other's; 0 while that is
     * not known.
     */
    double rate() {
        return this.rate;
    }
}
