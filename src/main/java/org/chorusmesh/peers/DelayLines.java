package org.chorusmesh.peers;

/**
 * Two straight lines below the delays of a path over time, one for each direction. Both directions
 * are measured by the same two clocks, so their slopes are the drift of these, and opposite.
 *
 * <p>Delays have a least value and are dense above it, so lines are the likelier the higher they
 * lie (Moon, Skelly and Towsley, 1999, for one direction). Unlike a line through the delays, such
 * lines become better by the number of delays, not by its root. Most delays may be as late as they
 * like. Both directions weigh the same: so a path that becomes longer, in one direction or in both,
 * does not look like a drift.
 */
final class DelayLines {

    /** No two clocks that run are further apart; of a peer that lies, nothing is expected. */
    private static final double FASTEST = 0.1;

    /** No clock is read more exactly. */
    private static final double EXACT_NANOS = 100;

    private static final double CONTRADICTING_ERRORS = 5;

    /** A concave function of straight pieces takes about ten; this bounds it in any case. */
    private static final int MOST_TANGENTS = 100;

    private static final double ENOUGH = 1e-6;

    private final Line forward;
    private final Line reverse;
    private final double errorNanos;

    /**
     * @param forward the least delays of the way to this end, of two seconds at least beside those
     *     left out
     * @param reverse the same of the way to the other end
     * @param leftOut how many of the newest seconds the lines leave out
     */
    DelayLines(WindowedMinimum forward, WindowedMinimum reverse, int leftOut) {
        long first = forward.instant(0);
        long middle = first + (forward.instant(forward.size() - leftOut - 1) - first) / 2;
        this.forward = new Line(forward, -1, leftOut, middle);
        this.reverse = new Line(reverse, 1, leftOut, middle);
        this.errorNanos =
                Math.max(
                        EXACT_NANOS,
                        Math.max(forward.errorNanos(leftOut), reverse.errorNanos(leftOut)));
    }

    /**
     * The logarithm of the likelihood of a drift, up to a constant.
     *
     * @param rate by how much more than a second this end's clock gains in one of the other's
     */
    double logLikelihood(double rate) {
        this.forward.raise(rate);
        this.reverse.raise(rate);
        return (this.forward.level + this.reverse.level) / this.errorNanos;
    }

    private Tangent tangent(double rate) {
        double height = logLikelihood(rate);
        double tilt = (this.reverse.touchedNanos - this.forward.touchedNanos) / this.errorNanos;
        return new Tangent(rate, height, tilt);
    }

    /** The likeliest drift, by the method of cutting planes (Kelley, 1960). */
    double likeliestRate() {
        Tangent left = tangent(-FASTEST);
        Tangent right = tangent(FASTEST);
        if (left.tilt <= 0 || right.tilt >= 0) {
            return (left.tilt <= 0) ? left.rate : right.rate;
        }
        for (int i = 0; i < MOST_TANGENTS; i++) {
            double between = left.crossing(right);
            if (!(between > left.rate && between < right.rate)) {
                break;
            }
            Tangent tangent = tangent(between);
            if (left.at(between) - tangent.height < ENOUGH) {
                return between;
            }
            if (tangent.tilt > 0) {
                left = tangent;
            } else {
                right = tangent;
            }
        }
        return (left.height > right.height) ? left.rate : right.rate;
    }

    /**
     * Whether all seconds that are left out are below the line of one direction, further than its
     * error allows. Delays do not do that: a clock has another speed.
     *
     * @param rate the likeliest drift
     */
    boolean areAboveLeftOut(double rate) {
        logLikelihood(rate);
        return this.forward.isAboveLeftOut(this.errorNanos)
                || this.reverse.isAboveLeftOut(this.errorNanos);
    }

    /** A line that touches a concave function at a rate. */
    private record Tangent(double rate, double height, double tilt) {

        double at(double other) {
            return this.height + this.tilt * (other - this.rate);
        }

        double crossing(Tangent right) {
            return this.rate + (right.at(this.rate) - this.height) / (this.tilt - right.tilt);
        }
    }

    /** The line of one direction, as high as the delays allow. */
    private static final class Line {

        private final WindowedMinimum delays;
        private final int sign;
        private final int seconds;
        private final long middleNanos;
        private double slope;
        private double level;
        private double touchedNanos;

        Line(WindowedMinimum delays, int sign, int leftOut, long middleNanos) {
            this.delays = delays;
            this.sign = sign;
            this.seconds = delays.size() - leftOut;
            this.middleNanos = middleNanos;
        }

        /** Gives it the slope of a drift, and raises it until it touches a delay. */
        void raise(double rate) {
            this.slope = -this.sign * rate;
            this.level = Double.POSITIVE_INFINITY;
            for (int i = 0; i < this.seconds; i++) {
                double above = above(i);
                if (above < this.level) {
                    this.level = above;
                    this.touchedNanos = sinceMiddle(i);
                }
            }
        }

        private double sinceMiddle(int second) {
            return this.delays.instant(second) - this.middleNanos;
        }

        /** What a delay comes to in the middle. Differences of delays keep it exact. */
        private double above(int second) {
            return this.delays.value(second)
                    - this.delays.value(0)
                    - this.slope * sinceMiddle(second);
        }

        boolean isAboveLeftOut(double errorNanos) {
            double half = sinceMiddle(this.seconds - 1);
            for (int i = this.seconds; i < this.delays.size(); i++) {
                // The end of a line is less certain than its middle.
                double errors = CONTRADICTING_ERRORS * (1 + 2 * sinceMiddle(i) / half);
                if (half <= 0 || this.level - above(i) <= errors * errorNanos) {
                    return false;
                }
            }
            return true;
        }
    }
}
