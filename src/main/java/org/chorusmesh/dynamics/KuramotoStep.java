package org.chorusmesh.dynamics;

/**
 * One step of one oscillator in the field of its peers:
 *
 * <pre>dθ/dt = ω + K/(1 + Σw) · Σ w·sin(θ_j − θ − α)</pre>
 *
 * (Kuramoto, 1975; lag α by Sakaguchi and Kuramoto, 1986). The field is taken at mid-step and turns
 * meanwhile at its mean rate, in whose frame the equation is {@linkplain AdlerStep Adler's}: second
 * order in the step, and stable at any K·h.
 *
 * @param advance Δθ over the step, radians, whole turns counted
 * @param rate dθ/dt at its end, rad/s
 */
public record KuramotoStep(double advance, double rate) {

    /**
     * Takes the step.
     *
     * @param phase θ at its start, radians
     * @param naturalFrequency ω, rad/s
     * @param coupling K, rad/s
     * @param phaseLag α, radians
     * @param midField the peers as they stand at mid-step
     * @param seconds its length, ≥ 0
     */
    public static KuramotoStep take(
            double phase,
            double naturalFrequency,
            double coupling,
            double phaseLag,
            Field midField,
            double seconds) {
        if (midField.isEmpty()) {
            return new KuramotoStep(naturalFrequency * seconds, naturalFrequency);
        }
        double strength = coupling * midField.magnitude() / (1 + midField.totalWeight());
        double fieldRate = midField.meanRate();
        double angleAtStart = midField.angle() - phaseLag - fieldRate * seconds / 2;
        double phi = phase - angleAtStart;
        double slip = AdlerStep.advance(phi, naturalFrequency - fieldRate, strength, seconds);
        double rate = naturalFrequency - strength * StrictMath.sin(phi + slip);
        return new KuramotoStep(fieldRate * seconds + slip, rate);
    }
}
