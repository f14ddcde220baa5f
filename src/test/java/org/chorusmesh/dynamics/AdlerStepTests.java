package org.chorusmesh.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Function;
import org.chorusmesh.ForAll;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.instancio.Random;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(InstancioExtension.class)
class AdlerStepTests {

    private record Step(double phi, double detuning, double strength, double seconds) {

        double advance() {
            return AdlerStep.advance(this.phi, this.detuning, this.strength, this.seconds);
        }
    }

    private static Function<Random, Step> steps(
            double maxRate, double minSeconds, double maxSeconds) {
        return (random) ->
                new Step(
                        ForAll.real(random, -3.2, 3.2),
                        ForAll.real(random, -maxRate, maxRate),
                        ForAll.real(random, 0, maxRate),
                        ForAll.real(random, minSeconds, maxSeconds));
    }

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

    @Test
    void agreesWithAnIndependentSolver(@Given(ForAll.class) Random random) {
        ForAll.holds(
                200, random, steps(40, 0.01, 2), AdlerStepTests::agreesWithAnIndependentSolver);
    }

    private static void agreesWithAnIndependentSolver(Step step) {
        OrdinaryDifferentialEquation adler =
                new OrdinaryDifferentialEquation() {
                    @Override
                    public int getDimension() {
                        return 1;
                    }

                    @Override
                    public double[] computeDerivatives(double t, double[] y) {
                        return new double[] {step.detuning - step.strength * Math.sin(y[0])};
                    }
                };
        double solved =
                new DormandPrince853Integrator(1e-12, 1, 1e-13, 1e-13)
                        .integrate(adler, new ODEState(0, new double[] {step.phi}), step.seconds)
                        .getPrimaryState()[0];
        assertThat(step.advance()).isCloseTo(solved - step.phi, within(1e-8));
    }

    @Test
    void twoHalfStepsMakeOneWholeStep(@Given(ForAll.class) Random random) {
        ForAll.holds(1000, random, steps(5, 0, 3), AdlerStepTests::isTheSameInTwoHalves);
    }

    private static void isTheSameInTwoHalves(Step whole) {
        double halfSeconds = whole.seconds / 2;
        double first = new Step(whole.phi, whole.detuning, whole.strength, halfSeconds).advance();
        double second =
                new Step(whole.phi + first, whole.detuning, whole.strength, halfSeconds).advance();
        assertThat(whole.advance()).isCloseTo(first + second, within(1e-9));
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
