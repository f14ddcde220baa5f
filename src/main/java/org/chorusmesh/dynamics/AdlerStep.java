package org.chorusmesh.dynamics;

/**
 * The closed solution of dφ/dt = a − A sin φ (Adler, 1946), the equation of an oscillator in a
 * field that is at rest in the frame of φ. With C and S the hyperbolic or trigonometric pair of the
 * discriminant A² − a²,
 *
 * <pre>Δφ = 2·atan2((a − A sin φ)·S/2, C + (A·S/2)·cos φ)</pre>
 *
 * so the step is exact, and stable, for any length.
 */
public final class AdlerStep {

    private AdlerStep() {}

    /**
     * How far φ moves, whole turns counted.
     *
     * @param phi φ at the start, radians
     * @param detuning a, rad/s
     * @param strength A ≥ 0, rad/s
     * @param seconds length of the step, ≥ 0
     * @return Δφ in radians
     */
    public static double advance(double phi, double detuning, double strength, double seconds) {
        double discriminant = (strength - detuning) * (strength + detuning);
        double scaledSine;
        double cosine;
        double turns = 0;
        if (discriminant > 0) {
            double mu = 0.5 * StrictMath.sqrt(discriminant);
            scaledSine = StrictMath.tanh(mu * seconds) / mu;
            cosine = 1;
        } else if (discriminant < 0) {
            double nu = 0.5 * StrictMath.sqrt(-discriminant);
            // φ runs through a whole turn every π/ν; atan2 sees only the rest.
            turns = StrictMath.floor(nu * seconds / Math.PI);
            double angle = nu * seconds - turns * Math.PI;
            scaledSine = StrictMath.sin(angle) / nu;
            cosine = StrictMath.cos(angle);
        } else {
            scaledSine = seconds;
            cosine = 1;
        }
        double y = (detuning - strength * StrictMath.sin(phi)) * scaledSine / 2;
        double x = cosine + strength * scaledSine / 2 * StrictMath.cos(phi);
        return 2 * StrictMath.atan2(y, x) + Math.copySign(turns * Phases.TURN, detuning);
    }
}
