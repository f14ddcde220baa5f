package org.chorusmesh.dynamics;

/**
 * Where a peer is now, according to a report of some time ago. The announced rate is trusted at
 * first and gives way to the {@linkplain CommonFrequency common frequency} at the speed at which
 * the coupling pulls the mesh together:
 *
 * <pre>θ + Ω·a + (rate − Ω)·(1 − e^{−K·a})/K</pre>
 *
 * Extrapolating by the announced rate alone is unstable once K·a exceeds N/(N − 1). Giving way to
 * the observer's own natural frequency is as stable, but puts every peer of a locked mesh off by (ω
 * − Ω)·K·a²/2, so that loss would move detuned nodes.
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
     * @param commonFrequency Ω as the observer sees it, rad/s
     * @param coupling K of the observer, rad/s, ≥ 0
     * @param ageSeconds a; negative for an instant before the report, where the announced rate
     *     holds
     */
    public static Extrapolation of(
            double phase, double rate, double commonFrequency, double coupling, double ageSeconds) {
        double laterPhase;
        double laterRate;
        if (ageSeconds <= 0 || coupling == 0) {
            laterPhase = phase + rate * ageSeconds;
            laterRate = rate;
        } else {
            double decay = StrictMath.expm1(-coupling * ageSeconds);
            double excess = rate - commonFrequency;
            laterPhase = phase + commonFrequency * ageSeconds - excess * decay / coupling;
            laterRate = commonFrequency + excess * (1 + decay);
        }
        // One object made in one place, which a compiler can leave out.
        return new Extrapolation(laterPhase, laterRate);
    }
}
