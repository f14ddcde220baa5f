package org.chorusmesh.conformance;

import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.peers.Report;

/**
 * Measures how strongly the member is pulled. With one peer of weight w its rate is ω + w·K/(1 +
 * w)·sin(θ_j − θ), so the slope of (rate − ω) over that sine is w·K/(1 + w).
 */
final class FieldWatch {

    private static final int ENOUGH = 5;
    private static final double ENOUGH_SINE = 0.01;

    private double products;
    private double squares;
    private double excesses;
    private int samples;

    /** Discards all measurements. */
    void clear() {
        this.products = 0;
        this.squares = 0;
        this.excesses = 0;
        this.samples = 0;
    }

    /**
     * Adds one report.
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

    /** Whether there are enough reports, with large enough sines, to estimate the strength. */
    boolean isEnough() {
        return this.samples >= ENOUGH && this.squares / this.samples >= ENOUGH_SINE * ENOUGH_SINE;
    }

    /** Whether there are enough reports to estimate the mean pull. */
    boolean isHeard() {
        return this.samples >= ENOUGH;
    }

    /** The mean magnitude of the pull, rad/s. */
    double meanExcess() {
        return this.excesses / this.samples;
    }

    /** The pull divided by the sine of the phase difference, rad/s. */
    double strength() {
        return this.products / this.squares;
    }
}
