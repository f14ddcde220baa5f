package org.chorusmesh.peers;

import java.util.Arrays;

/**
 * How fast the clocks at the two ends of a path drift apart: least squares over the offsets of the
 * last sixty blocks of a second each, of those alone whose round trip was near the least. The
 * nearer it was, the more a block weighs, since half of what it was longer is how far its offset
 * can be off. Within a block each direction has its minimum, and they are of different instants;
 * half the difference of two minima is the offset half-way between these, however fast the clocks
 * drift.
 *
 * <p>From few blocks, or on a path whose delay varies much, the slope of the line is chance as much
 * as drift. So the rate is the slope less what its standard error makes doubtful: nothing within
 * some errors of 0, and all but a little far beyond. A clock may also be given another speed. Where
 * the last eight seconds lie off the line of those before, the latter are forgotten.
 */
final class ClockDrift {

    private static final long BLOCK_NANOS = 1_000_000_000L;

    private static final int BLOCKS = 60;

    private static final int FEWEST_BLOCKS = 8;

    private static final int BLOCKS_A_FIT = 4;

    private static final int WORDS = 3;

    private static final int AT = 0;
    private static final int OFFSET = 1;
    private static final int ROUND_TRIP = 2;

    private static final long NONE = Long.MAX_VALUE;

    private static final double ROUND_TRIPS = 1.1;

    private static final double MORE_NANOS = 200_000;

    /** A block this part of the mean above the least round trip has a quarter of its weight. */
    private static final double NEAR = 0.1;

    /** No clock is read more exactly. */
    private static final double EXACT_NANOS = 1000;

    private static final double EXACT_SQUARE = EXACT_NANOS * EXACT_NANOS;

    private static final double DOUBTFUL_ERRORS = 3;

    /** Of so many blocks the square of what is doubtful is twice that of very many. */
    private static final double FEW_BLOCKS = 24;

    private static final double CONTRADICTING_ERRORS = 5;

    /** No two clocks that run are further apart; of a peer that lies, nothing is expected. */
    private static final double FASTEST = 0.1;

    // Grows with the age of the path: a short run needs little of it.
    private long[] blocks = {};
    private int size;
    private int next;
    private long startNanos;
    private long forward = NONE;
    private long forwardAtNanos;
    private long reverse = NONE;
    private long reverseAtNanos;
    private double rate;

    /** Forgets everything. */
    void clear() {
        this.size = 0;
        this.next = 0;
        this.forward = NONE;
        this.reverse = NONE;
        this.rate = 0;
    }

    /**
     * Adds what a report shows of the way to this end; instants do not go back.
     *
     * @param atNanos its receipt on this end's clock
     * @param nanos receipt less stamp, which grows by the rate
     * @return whether the rate is another now
     */
    boolean addForward(long atNanos, long nanos) {
        boolean changed = false;
        if (this.forward == NONE) {
            this.startNanos = atNanos;
        } else if (atNanos - this.startNanos >= BLOCK_NANOS) {
            changed = close();
            this.startNanos = atNanos;
        }
        if (nanos < this.forward) {
            this.forward = nanos;
            this.forwardAtNanos = atNanos;
        }
        return changed;
    }

    /**
     * Adds what an answer shows of the way to the other end.
     *
     * @param atNanos the answered stamp on this end's clock
     * @param nanos receipt there less stamp, which falls by the rate
     */
    void addReverse(long atNanos, long nanos) {
        if (nanos < this.reverse) {
            this.reverse = nanos;
            this.reverseAtNanos = atNanos;
        }
    }

    private boolean close() {
        double before = this.rate;
        if (this.reverse != NONE) {
            keep();
            // One more of many changes little.
            if (this.size < 2 * FEWEST_BLOCKS || this.next % BLOCKS_A_FIT == 0) {
                this.rate = fit();
            }
        }
        this.forward = NONE;
        this.reverse = NONE;
        return this.rate != before;
    }

    private void keep() {
        if (WORDS * this.next == this.blocks.length) {
            int more = Math.min(BLOCKS, Math.max(FEWEST_BLOCKS, 2 * this.next));
            this.blocks = Arrays.copyOf(this.blocks, WORDS * more);
        }
        int at = WORDS * this.next;
        this.blocks[at + AT] =
                this.reverseAtNanos + (this.forwardAtNanos - this.reverseAtNanos) / 2;
        this.blocks[at + OFFSET] = (this.forward - this.reverse) / 2;
        this.blocks[at + ROUND_TRIP] = this.forward + this.reverse;
        this.next = (this.next + 1) % BLOCKS;
        this.size = Math.min(BLOCKS, this.size + 1);
    }

    private double fit() {
        if (this.size < FEWEST_BLOCKS) {
            return 0;
        }
        long least = Long.MAX_VALUE;
        for (int age = 0; age < this.size; age++) {
            least = Math.min(least, word(age, ROUND_TRIP));
        }
        if (hasBent(least)) {
            this.size = FEWEST_BLOCKS;
        }
        FittedLine line = line(0, least);
        return beyondDoubt(line);
    }

    /**
     * Whether the newest blocks are all on one side of the line through those before, further than
     * their round trips and the error of the line allow.
     */
    private boolean hasBent(long leastNanos) {
        if (this.size < 2 * FEWEST_BLOCKS) {
            return false;
        }
        FittedLine line = line(FEWEST_BLOCKS, leastNanos);
        if (line.count() < FEWEST_BLOCKS) {
            return false;
        }
        double before = 0;
        for (int age = 0; age < FEWEST_BLOCKS; age++) {
            double x = x(age);
            double off = y(age) - line.value(x);
            double longer = word(age, ROUND_TRIP) - leastNanos;
            double error =
                    CONTRADICTING_ERRORS * StrictMath.sqrt(line.valueVariance(x, EXACT_SQUARE));
            if (Math.abs(off) <= longer / 2 + error || off * before < 0) {
                return false;
            }
            before = off;
        }
        return true;
    }

    /** The line through blocks of an age at least, of those whose round trip was near the least. */
    private FittedLine line(int youngest, long leastNanos) {
        double most = Math.max(0, ROUND_TRIPS * leastNanos) + MORE_NANOS;
        double sum = 0;
        int count = 0;
        for (int age = youngest; age < this.size; age++) {
            double roundTrip = word(age, ROUND_TRIP);
            if (roundTrip <= most) {
                sum += roundTrip - leastNanos;
                count++;
            }
        }
        double near = Math.max(EXACT_NANOS, NEAR * sum / Math.max(1, count));
        FittedLine line = new FittedLine();
        for (int age = youngest; age < this.size; age++) {
            double roundTrip = word(age, ROUND_TRIP);
            if (roundTrip <= most) {
                double weight = near / (roundTrip - leastNanos + near);
                line.add(x(age), y(age), weight * weight);
            }
        }
        return line;
    }

    private double x(int age) {
        return word(age, AT) - word(0, AT);
    }

    private double y(int age) {
        return word(age, OFFSET) - word(0, OFFSET);
    }

    private long word(int age, int word) {
        int place = this.next - 1 - age;
        return this.blocks[WORDS * ((place < 0) ? place + BLOCKS : place) + word];
    }

    private static double beyondDoubt(FittedLine line) {
        if (line.count() < FEWEST_BLOCKS) {
            return 0;
        }
        double slope = line.slope();
        double doubtful =
                DOUBTFUL_ERRORS
                        * DOUBTFUL_ERRORS
                        * (1 + FEW_BLOCKS / line.count())
                        * line.slopeVariance(EXACT_SQUARE);
        double square = slope * slope;
        double sure = (square > doubtful) ? slope * (1 - doubtful / square) : 0;
        return Math.max(-FASTEST, Math.min(FASTEST, sure));
    }

    /**
     * By how much more than a second this end's clock gains in one of the other's; 0 while that is
     * not known.
     */
    double rate() {
        return this.rate;
    }
}
