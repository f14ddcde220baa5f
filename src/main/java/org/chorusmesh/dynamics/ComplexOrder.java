package org.chorusmesh.dynamics;

/**
 * The complex order parameter of a set of oscillators, z = r·e^{iΨ} = (1/n) Σ e^{iθ} (Kuramoto,
 * 1975), or an estimate of it.
 *
 * @param real r·cos Ψ
 * @param imaginary r·sin Ψ
 */
public record ComplexOrder(double real, double imaginary) {

    /** The order parameter of one oscillator, e^{iθ}. */
    public static ComplexOrder of(double phase) {
        return new ComplexOrder(StrictMath.cos(phase), StrictMath.sin(phase));
    }

    /** The order parameter of several oscillators, at least one. */
    public static ComplexOrder of(double[] phases) {
        double real = 0;
        double imaginary = 0;
        for (double phase : phases) {
            real += StrictMath.cos(phase);
            imaginary += StrictMath.sin(phase);
        }
        return new ComplexOrder(real / phases.length, imaginary / phases.length);
    }

    /** r, 0 … 1. An estimate that rounding has made longer is 1. */
    public double r() {
        return Math.min(1, StrictMath.hypot(this.real, this.imaginary));
    }

    /** Ψ, radians in [0, 2π). */
    public double meanPhase() {
        return Phases.wrap(StrictMath.atan2(this.imaginary, this.real));
    }

    /** The same Ψ with r = 1 if this is longer. */
    ComplexOrder bounded() {
        double length = StrictMath.hypot(this.real, this.imaginary);
        return (length > 1) ? new ComplexOrder(this.real / length, this.imaginary / length) : this;
    }

    /** The same r with Ψ further by an angle, radians. */
    public ComplexOrder turned(double angle) {
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        return new ComplexOrder(
                this.real * cos - this.imaginary * sin, this.real * sin + this.imaginary * cos);
    }
}
