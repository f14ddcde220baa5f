package org.chorusmesh.conformance;

import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.peers.Report;

/**
 * Measures how strongly the member is pulled: with one peer of weight w its rate is ω + w·K/(1 +
 * w)·sin(θ_j − θ), so that the slope of (rate − ω) over that sine is w·K/(1 + w).
 */
final class FieldWatch {

    private static final int ENOUGH = 5;
    private static final double ENOUGH_SINE = 0.01;

    private double products;
    private double squares;
    private double excesses;
    private int samples;

    /** Begins again. */
    void clear() {
        this.products = 0;
        this.squares = 0;
        this.excesses = 0;
        this.samples = 0;
    }

    /**
     * Takes in one report.
     *
     * @param partnerPhase the partner's phase at the report's stamp, radians
     */
    void add(Report report, double partnerPhase) {
        double sine = Math.sin(Phases.difference(partnerPhase, report.phase()));
        double excess = report.rate() - report.naturalFrequency();
        this.products += sine * excess;
        this.excesses += Math.abs(excess);
        this.squares += sine * sine;
        this.samples++;
    }

    /** Whether there is enough to judge by. */
    boolean isEnough() {
        return this.samples >= ENOUGH && this.squares / this.samples >= ENOUGH_SINE * ENOUGH_SINE;
    }

    /** Whether it was heard often enough to say that nothing pulls it. */
    boolean isHeard() {
        return this.samples >= ENOUGH;
    }

    /** The mean pull, whichever way, rad/s. */
    double meanExcess() {
        return this.excesses / this.samples;
    }

    /** The pull per sine of the difference, rad/s. */
    double strength() {
        return this.products / this.squares;
    }
}
