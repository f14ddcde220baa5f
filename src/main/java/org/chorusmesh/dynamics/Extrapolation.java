package org.chorusmesh.dynamics;

/**
 * Where a peer is by now, from what it said some time ago. The announced rate is trusted at first
 * and gives way to the observer's own natural frequency at the speed at which the coupling pulls
 * the mesh together:
 *
 * <pre>θ + ω·a + (rate − ω)·(1 − e^{−K·a})/K</pre>
 *
 * Extrapolating by the announced rate alone is unstable once K·a exceeds N/(N − 1).
 *
 * @param phase radians, not wrapped
 * @param rate its derivative, rad/s
 */
public record Extrapolation(double phase, double rate) {

    /**
     * Extrapolates one report.
     *
     * @param phase the announced phase, radians
     * @param rate the announced rate, rad/s
     * @param naturalFrequency ω of the observer, rad/s
     * @param coupling K of the observer, rad/s, ≥ 0
     * @param ageSeconds a; negative for an instant before the report, where the announced rate
     *     holds
     */
    public static Extrapolation of(
            double phase,
            double rate,
            double naturalFrequency,
            double coupling,
            double ageSeconds) {
        if (ageSeconds <= 0 || coupling == 0) {
            return new Extrapolation(phase + rate * ageSeconds, rate);
        }
        double decay = StrictMath.expm1(-coupling * ageSeconds);
        double excess = rate - naturalFrequency;
        return new Extrapolation(
                phase + naturalFrequency * ageSeconds - excess * decay / coupling,
                naturalFrequency + excess * (1 + decay));
    }
}
