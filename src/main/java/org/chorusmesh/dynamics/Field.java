package org.chorusmesh.dynamics;

/**
 * The field that a set of oscillators makes: Z = Σ w·e^{iθ}, the sum of the weights and the
 * weighted mean rate at which it turns. An accumulator, cleared and filled for each step.
 */
public final class Field {

    private double real;
    private double imaginary;
    private double totalWeight;
    private double weightedRate;

    /** Empties the field. */
    public void clear() {
        this.real = 0;
        this.imaginary = 0;
        this.totalWeight = 0;
        this.weightedRate = 0;
    }

    /**
     * Adds one oscillator.
     *
     * @param weight w, 0 … 1
     * @param phase θ, radians
     * @param rate dθ/dt, rad/s
     */
    public void add(double weight, double phase, double rate) {
        this.real += weight * StrictMath.cos(phase);
        this.imaginary += weight * StrictMath.sin(phase);
        this.totalWeight += weight;
        this.weightedRate += weight * rate;
    }

    /** Whether no oscillator is in the field. */
    public boolean isEmpty() {
        return this.totalWeight == 0;
    }

    /** Σ w. */
    public double totalWeight() {
        return this.totalWeight;
    }

    /** |Z|, 0 … Σ w. */
    public double magnitude() {
        return StrictMath.hypot(this.real, this.imaginary);
    }

    /** arg Z, radians. */
    public double angle() {
        return StrictMath.atan2(this.imaginary, this.real);
    }

    /** Σ w·rate / Σ w, rad/s; undefined for an empty field. */
    public double meanRate() {
        return this.weightedRate / this.totalWeight;
    }
}
