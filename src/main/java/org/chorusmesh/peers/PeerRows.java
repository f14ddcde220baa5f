package org.chorusmesh.peers;

import java.util.Arrays;
import org.chorusmesh.dynamics.CommonFrequency;
import org.chorusmesh.dynamics.Extrapolation;
import org.chorusmesh.dynamics.Field;

/**
 * The values that every step reads of the peers, side by side: for each a row of eight words, the
 * size of a cache line. If many nodes run in one process, nothing of a node's peers is in a cache
 * when it steps, and scattered objects would cost more than the equations.
 */
final class PeerRows {

    private static final double SECONDS_PER_NANO = 1e-9;

    private static final int WORDS = 8;

    private static final int PHASE = 0;
    private static final int RATE = 1;
    private static final int NATURAL_FREQUENCY = 2;
    private static final int HELD_AT = 3;
    private static final int SILENT_SINCE = 4;
    private static final int ANSWERED_STAMP = 5;
    private static final int USUAL_SILENCE = 6;
    private static final int FACTOR = 7;

    private final Remedies remedies;
    private long[] words = {};
    private double[] weights = {};
    private int size;

    PeerRows(Remedies remedies) {
        this.remedies = remedies;
    }

    /** Number of rows. */
    int size() {
        return this.size;
    }

    /** Appends a row of zeros. */
    void add() {
        int needed = WORDS * (this.size + 1);
        if (needed > this.words.length) {
            this.words = Arrays.copyOf(this.words, Math.max(needed, 3 * this.words.length / 2));
        }
        clear(this.size++);
    }

    /** Sets a row to zeros. */
    void clear(int row) {
        Arrays.fill(this.words, WORDS * row, WORDS * (row + 1), 0);
    }

    /** Removes a row; those behind it move up. */
    void remove(int row) {
        int end = WORDS * this.size--;
        System.arraycopy(
                this.words, WORDS * (row + 1), this.words, WORDS * row, end - WORDS * (row + 1));
    }

    /**
     * Sets the values of the writer's oscillator in a report.
     *
     * @param heldAtNanos instant of the phase on this node's clock: the receipt minus the transit
     *     time
     */
    void setOscillator(
            int row, double phase, double rate, double naturalFrequency, long heldAtNanos) {
        int at = WORDS * row;
        this.words[at + PHASE] = Double.doubleToRawLongBits(phase);
        this.words[at + RATE] = Double.doubleToRawLongBits(rate);
        this.words[at + NATURAL_FREQUENCY] = Double.doubleToRawLongBits(naturalFrequency);
        this.words[at + HELD_AT] = heldAtNanos;
    }

    /** Sets when its silence began, in waking time of the table. */
    void setSilentSinceNanos(int row, long wakingNanos) {
        this.words[WORDS * row + SILENT_SINCE] = wakingNanos;
    }

    /** Sets the values on which its weight depends, beside its silence. */
    void setEvidence(int row, long answeredStampNanos, double usualSilenceNanos) {
        int at = WORDS * row;
        this.words[at + ANSWERED_STAMP] = answeredStampNanos;
        this.words[at + USUAL_SILENCE] = Double.doubleToRawLongBits(usualSilenceNanos);
    }

    /**
     * Sets the factor on its evidence.
     *
     * @param factor the operator's override, 0 … 1; 0 also while the peer can have no weight
     */
    void setFactor(int row, double factor) {
        this.words[WORDS * row + FACTOR] = Double.doubleToRawLongBits(factor);
    }

    long heldAtNanos(int row) {
        return this.words[WORDS * row + HELD_AT];
    }

    long silentSinceNanos(int row) {
        return this.words[WORDS * row + SILENT_SINCE];
    }

    /** The rate that the peer stated, in seconds of this end's clock, rad/s. */
    double rate(int row) {
        return real(row, RATE);
    }

    double naturalFrequency(int row) {
        return real(row, NATURAL_FREQUENCY);
    }

    private double real(int row, int word) {
        return Double.longBitsToDouble(this.words[WORDS * row + word]);
    }

    /** Whether it has answered within the last TTL, if answers are required. */
    boolean isAnswering(int row, long nowNanos, long ttlNanos) {
        return nowNanos - this.words[WORDS * row + ANSWERED_STAMP] <= ttlNanos;
    }

    /** The weight that its silence alone leaves it, 0 … 1. */
    double fade(int row, long wakingNanos, long ttlNanos) {
        if (!this.remedies.forgets()) {
            return 1;
        }
        return Fade.weight(
                wakingNanos - silentSinceNanos(row),
                ReportRhythm.scaleNanos(real(row, USUAL_SILENCE), ttlNanos));
    }

    /** The waking time until its silence begins to take weight from it. */
    long untilFadeNanos(int row, long wakingNanos, long ttlNanos) {
        double scale = ReportRhythm.scaleNanos(real(row, USUAL_SILENCE), ttlNanos);
        return (long) (Fade.FULL_UNTIL_SCALES * scale) - (wakingNanos - silentSinceNanos(row));
    }

    private double weight(int row, long nowNanos, long wakingNanos, long ttlNanos) {
        double factor = real(row, FACTOR);
        boolean counts =
                factor > 0
                        && (!this.remedies.demandsAnswers()
                                || isAnswering(row, nowNanos, ttlNanos));
        return counts ? fade(row, wakingNanos, ttlNanos) * factor : 0;
    }

    /**
     * Computes the weight of every row, which is kept until the next weighing, and the common
     * frequency.
     */
    void weigh(CommonFrequency common, long nowNanos, long wakingNanos, long ttlNanos) {
        begin(common);
        for (int row = 0; row < this.size; row++) {
            setWeight(row, weight(row, nowNanos, wakingNanos, ttlNanos), common);
        }
    }

    /** Starts a weighing whose weights are then set for every row. */
    void begin(CommonFrequency common) {
        if (this.weights.length < this.size) {
            this.weights = new double[this.words.length / WORDS];
        }
        common.clear();
    }

    /** The weight of a row in the last weighing. */
    double weight(int row) {
        return this.weights[row];
    }

    /** Sets one weight. */
    void setWeight(int row, double weight, CommonFrequency common) {
        this.weights[row] = weight;
        common.add(weight, naturalFrequency(row));
    }

    /**
     * Adds every row with its weight to a field.
     *
     * @param atNanos the instant of the phases
     * @param commonFrequency Ω as this node sees it, rad/s
     * @param coupling K, rad/s
     */
    void addTo(Field field, long atNanos, double commonFrequency, double coupling) {
        for (int row = 0; row < this.size; row++) {
            double weight = this.weights[row];
            if (weight > 0) {
                Extrapolation there = at(row, atNanos, commonFrequency, coupling);
                field.add(weight, there.phase(), there.rate());
            }
        }
    }

    /** A peer's phase and rate at an instant. */
    Extrapolation at(int row, long atNanos, double commonFrequency, double coupling) {
        double ageSeconds = (atNanos - heldAtNanos(row)) * SECONDS_PER_NANO;
        boolean held = !this.remedies.extrapolates();
        return Extrapolation.of(
                real(row, PHASE),
                held ? 0 : real(row, RATE),
                commonFrequency,
                coupling,
                held ? 0 : ageSeconds);
    }

    /**
     * The last row whose silence has reached the TTL, below a row.
     *
     * @return −1 if there is none
     */
    int lastSilent(int below, long wakingNanos, long ttlNanos) {
        int row = below - 1;
        while (row >= 0 && wakingNanos - silentSinceNanos(row) < ttlNanos) {
            row--;
        }
        return row;
    }
}
