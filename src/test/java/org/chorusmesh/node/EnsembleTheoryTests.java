package org.chorusmesh.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.dynamics.TheoryCases;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Ensembles of nodes against theory, without the simulator. Gossip period and step are one, and
 * both are refined. Those that stand for infinite ones are tested in the simulator.
 */
class EnsembleTheoryTests {

    private static double transientError(JsonNode c, double stepSeconds) {
        double[] omega = TheoryCases.doubles(c.get("omega"));
        InMemoryMesh mesh =
                new InMemoryMesh(
                        omega,
                        TheoryCases.doubles(c.get("theta0")),
                        c.get("K").asDouble(),
                        0,
                        stepSeconds);
        double worst = 0;
        double[] times = TheoryCases.doubles(c.get("times"));
        for (int t = 0; t < times.length; t++) {
            mesh.runUntil(times[t]);
            double[] expected = TheoryCases.doubles(c.get("theta").get(t));
            double[] phases = mesh.phases();
            for (int i = 0; i < phases.length; i++) {
                worst = Math.max(worst, Math.abs(Phases.difference(phases[i], expected[i])));
            }
        }
        return worst;
    }

    @Test
    void transientsConvergeAtSecondOrder() {
        TheoryCases.each(
                "transient_all_to_all",
                (c) -> {
                    double coarse = transientError(c, 0.02);
                    double middle = transientError(c, 0.01);
                    double fine = transientError(c, 0.005);
                    assertThat(fine).isLessThan(2e-4);
                    assertThat(coarse / middle).as("order of convergence").isBetween(3.3, 4.7);
                    assertThat(middle / fine).as("order of convergence").isBetween(3.3, 4.7);
                });
    }

    @Test
    void aPairLocksAtTheArcSineOfItsDetuning() {
        TheoryCases.each(
                "pair_lock",
                (c) -> {
                    double halfDetuning = c.get("dw_over_K").asDouble() / 2;
                    InMemoryMesh mesh =
                            new InMemoryMesh(
                                    new double[] {-halfDetuning, halfDetuning},
                                    new double[] {0.3, 0},
                                    1,
                                    0,
                                    0.01);
                    mesh.runUntil(40);
                    double[] phases = mesh.phases();
                    assertThat(Phases.difference(phases[1], phases[0]))
                            .isCloseTo(c.get("delta").asDouble(), within(1e-4));
                    assertThat(mesh.r()).isCloseTo(c.get("r").asDouble(), within(1e-4));
                });
    }

    @Test
    void finiteEnsemblesLockWhereTheorySaysTheyDo() {
        TheoryCases.each(
                "finite_ensemble",
                (ensemble) -> {
                    double[] omega = TheoryCases.doubles(ensemble.get("omega"));
                    for (JsonNode c : ensemble.get("locked")) {
                        InMemoryMesh mesh =
                                new InMemoryMesh(
                                        omega,
                                        new double[omega.length],
                                        c.get("K").asDouble(),
                                        0,
                                        0.01);
                        mesh.runUntil(40);
                        double[] phases = mesh.phases();
                        double[] expected = TheoryCases.doubles(c.get("phases"));
                        double mean = meanPhase(phases);
                        for (int i = 0; i < phases.length; i++) {
                            assertThat(Phases.difference(phases[i], mean))
                                    .isCloseTo(expected[i], within(1e-4));
                        }
                        assertThat(mesh.r()).isCloseTo(c.get("r").asDouble(), within(1e-5));
                    }
                });
    }

    @Test
    void anEnsembleStaysLockedJustAboveItsCriticalCouplingAndNotBelow() {
        TheoryCases.each(
                "finite_ensemble",
                (ensemble) -> {
                    double[] omega = TheoryCases.doubles(ensemble.get("omega"));
                    double critical = ensemble.get("Kc").asDouble();
                    assertThat(rangeOfR(omega, 1.02 * critical)).isLessThan(1e-3);
                    assertThat(rangeOfR(omega, 0.98 * critical)).isGreaterThan(0.1);
                    InMemoryMesh mesh =
                            new InMemoryMesh(
                                    omega, new double[omega.length], 1.0005 * critical, 0, 0.01);
                    mesh.runUntil(200);
                    // r leaves its critical value as the root of the distance.
                    assertThat(mesh.r())
                            .isCloseTo(ensemble.get("r_at_Kc").asDouble(), within(0.04));
                });
    }

    private static double rangeOfR(double[] omega, double coupling) {
        InMemoryMesh mesh = new InMemoryMesh(omega, new double[omega.length], coupling, 0, 0.02);
        mesh.runUntil(100);
        double least = 1;
        double greatest = 0;
        for (int t = 1; t <= 600; t++) {
            mesh.runUntil(100 + t * 0.1);
            least = Math.min(least, mesh.r());
            greatest = Math.max(greatest, mesh.r());
        }
        return greatest - least;
    }

    @Test
    void identicalOscillatorsWithNoiseReachTheirStationaryOrder() {
        TheoryCases.each(
                "identical_with_noise",
                (c) -> {
                    double noise = 1;
                    int n = 80;
                    InMemoryMesh mesh =
                            new InMemoryMesh(
                                    new double[n],
                                    new double[n],
                                    c.get("K_over_D").asDouble() * noise,
                                    noise,
                                    0.05);
                    mesh.runUntil(10);
                    double sum = 0;
                    int samples = 600;
                    for (int t = 1; t <= samples; t++) {
                        mesh.runUntil(10 + t * 0.1);
                        sum += mesh.r();
                    }
                    assertThat(sum / samples)
                            .as("%s", c)
                            .isCloseTo(c.get("r").asDouble(), within(0.03));
                });
    }

    @Test
    void aDelayThatCannotBeSeenShiftsTheCommonFrequency() {
        TheoryCases.each(
                "constant_delay",
                (c) -> {
                    int n = c.get("N").asInt();
                    double step = 0.005;
                    double[] omega = new double[n];
                    double[] theta = new double[n];
                    for (int i = 0; i < n; i++) {
                        omega[i] = c.get("omega").asDouble();
                        theta[i] = 0.1 * i;
                    }
                    int delaySteps = (int) Math.round(c.get("tau").asDouble() / step);
                    InMemoryMesh mesh =
                            new InMemoryMesh(
                                    omega, theta, c.get("K").asDouble(), 0, step, delaySteps);
                    mesh.runUntil(30);
                    assertThat(mesh.r()).isGreaterThan(0.999999);
                    double before = mesh.phases()[0];
                    mesh.runUntil(30.5);
                    double turned = Phases.wrap(mesh.phases()[0] - before);
                    assertThat(turned / 0.5).isCloseTo(c.get("frequency").asDouble(), within(2e-3));
                });
    }

    @Test
    void twoIdenticalOscillatorsCloseInByTheTangentOfHalfTheirDistance() {
        InMemoryMesh mesh = new InMemoryMesh(new double[2], new double[] {3.0, 0}, 2.5, 0, 0.005);
        for (double t : new double[] {0.5, 1, 2, 3}) {
            mesh.runUntil(t);
            double[] phases = mesh.phases();
            double expected = 2 * Math.atan(Math.tan(1.5) * Math.exp(-2.5 * t));
            assertThat(Phases.difference(phases[0], phases[1])).isCloseTo(expected, within(2e-4));
        }
    }

    @Test
    void theSameInputsGiveTheSameBits() {
        double[][] trajectories = new double[2][];
        for (int run = 0; run < 2; run++) {
            SplittableRandom random = new SplittableRandom(11);
            double[] omega = random.doubles(9, -1, 1).toArray();
            double[] theta = random.doubles(9, 0, 6).toArray();
            InMemoryMesh mesh = new InMemoryMesh(omega, theta, 2, 0.3, 0.01);
            mesh.runUntil(3);
            trajectories[run] = mesh.phases();
            assertThat(mesh.snapshots())
                    .allSatisfy(
                            (snapshot) -> {
                                assertThat(snapshot.verdicts().get(Verdict.ADMITTED))
                                        .isGreaterThan(2000);
                            });
        }
        assertThat(trajectories[0]).containsExactly(trajectories[1]);
        assertThat(Arrays.stream(trajectories[0]).distinct().count()).isEqualTo(9);
    }

    private static double meanPhase(double[] phases) {
        double real = 0;
        double imaginary = 0;
        for (double phase : phases) {
            real += Math.cos(phase);
            imaginary += Math.sin(phase);
        }
        return Math.atan2(imaginary, real);
    }
}
