package org.chorusmesh.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AdlerStepTests {

    @Test
    void agreesWithEveryReferenceCase() {
        for (JsonNode c : TheoryCases.of("adler_step")) {
            double advance =
                    AdlerStep.advance(
                            c.get("phi0").asDouble(),
                            c.get("a").asDouble(),
                            c.get("A").asDouble(),
                            c.get("h").asDouble());
            assertThat(advance).as("%s", c).isCloseTo(c.get("dphi").asDouble(), within(1e-12));
        }
    }

    @Property(tries = 200)
    void agreesWithAnIndependentSolver(
            @ForAll @DoubleRange(min = -3.2, max = 3.2) double phi,
            @ForAll @DoubleRange(min = -40, max = 40) double detuning,
            @ForAll @DoubleRange(min = 0, max = 40) double strength,
            @ForAll @DoubleRange(min = 0.01, max = 2) double seconds) {
        OrdinaryDifferentialEquation adler =
                new OrdinaryDifferentialEquation() {
                    @Override
                    public int getDimension() {
                        return 1;
                    }

                    @Override
                    public double[] computeDerivatives(double t, double[] y) {
                        return new double[] {detuning - strength * Math.sin(y[0])};
                    }
                };
        double solved =
                new DormandPrince853Integrator(1e-12, 1, 1e-13, 1e-13)
                        .integrate(adler, new ODEState(0, new double[] {phi}), seconds)
                        .getPrimaryState()[0];
        assertThat(AdlerStep.advance(phi, detuning, strength, seconds))
                .isCloseTo(solved - phi, within(1e-8));
    }

    @Property
    void twoHalfStepsMakeOneWholeStep(
            @ForAll @DoubleRange(min = -3.2, max = 3.2) double phi,
            @ForAll @DoubleRange(min = -5, max = 5) double detuning,
            @ForAll @DoubleRange(min = 0, max = 5) double strength,
            @ForAll @DoubleRange(min = 0, max = 3) double seconds) {
        double half = AdlerStep.advance(phi, detuning, strength, seconds / 2);
        double whole = half + AdlerStep.advance(phi + half, detuning, strength, seconds / 2);
        assertThat(AdlerStep.advance(phi, detuning, strength, seconds))
                .isCloseTo(whole, within(1e-9));
    }

    @Test
    void settlesAtTheLockedPhaseHoweverLongTheStep() {
        double settled = 2.0 + AdlerStep.advance(2.0, 1.0, 2.0, 1e6);
        assertThat(settled).isCloseTo(Math.asin(0.5), within(1e-12));
    }

    @Test
    void countsTheTurnsOfADriftingOscillator() {
        // Without any field, φ just runs.
        assertThat(AdlerStep.advance(1, 7, 0, 100)).isCloseTo(700, within(1e-9));
        assertThat(AdlerStep.advance(1, -7, 0, 100)).isCloseTo(-700, within(1e-9));
        // With one, a turn takes 2π/√(a² − A²).
        double period = 2 * Math.PI / Math.sqrt(7 * 7 - 2 * 2);
        assertThat(AdlerStep.advance(1, 7, 2, 50 * period)).isCloseTo(100 * Math.PI, within(1e-8));
    }

    @Test
    void doesNotMoveInNoTime() {
        assertThat(AdlerStep.advance(1, 3, 2, 0)).isZero();
        assertThat(AdlerStep.advance(1, 2, 3, 0)).isZero();
        assertThat(AdlerStep.advance(1, 2, 2, 0)).isZero();
    }
}
