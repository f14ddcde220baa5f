package org.chorusmesh.simulation;

import java.util.concurrent.TimeUnit;
import org.chorusmesh.dynamics.AdlerStep;
import org.chorusmesh.simulation.mesh.MeanField;
import org.chorusmesh.simulation.mesh.Mesh;
import org.chorusmesh.simulation.mesh.Run;
import org.chorusmesh.simulation.mesh.RunObserver;
import org.chorusmesh.simulation.mesh.Simulator;
import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.ScenarioReader;
import org.chorusmesh.simulation.scenario.Topology;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A virtual second of a full mesh: the production node under the simulator, against plain arrays
 * that take the same steps of the same equations, with nothing in between: no reports, no clocks,
 * no admission. The arrays come in two ways: everyone sums over everyone, as a node does that has
 * only its own view, and everyone subtracts itself from one sum, as only an observer can. The last
 * phases of all three must agree.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class FullMeshBenchmark {

    private static final double COUPLING = 2.5;

    private static final double STEP_SECONDS = 0.01;

    private static final int STEPS = 100;

    private static final double AGREEMENT_RADIANS = 2e-3;

    @Param({"10", "100", "300"})
    int nodes;

    private Scenario scenario;
    private double[] omega;
    private double[] start;

    @Setup
    public void agree() {
        this.scenario =
                ScenarioReader.parse(
                        """
                        nodes: %d
                        coupling: 2.5
                        duration: 1s
                        sample: 1s
                        step: 10ms
                        gossip: 50ms
                        filled: true
                        stagger: false
                        network: {delay: 0s}
                        frequencies: {normal: {centre: 1, width: 0.05}}
                        phases: {order: 0.9}
                        """
                                .formatted(this.nodes));
        Mesh mesh = new Mesh(this.scenario, new Chance(this.scenario.seed()).fork());
        this.omega = mesh.omega();
        this.start = mesh.theta();
        double[] simulated = simulated();
        if (MeanField.distance(simulated, MeanField.relative(everyoneOverEveryone()))
                        > AGREEMENT_RADIANS
                || MeanField.distance(simulated, MeanField.relative(oneSum()))
                        > AGREEMENT_RADIANS) {
            throw new IllegalStateException("The arrays and the mesh do not agree");
        }
    }

    @Benchmark
    public double[] simulated() {
        Run result = new Simulator(this.scenario).run(RunObserver.NONE, (progress) -> {});
        double[] theta = new double[this.nodes];
        for (int i = 0; i < this.nodes; i++) {
            theta[i] = result.trace().phase(result.trace().size() - 1, i);
        }
        return theta;
    }

    @Benchmark
    public double[] everyoneOverEveryone() {
        Arrays plain = new Arrays();
        double[] next = new double[this.nodes];
        for (int step = 0; step < STEPS; step++) {
            double[] before = plain.rate.clone();
            for (int i = 0; i < this.nodes; i++) {
                double real = 0;
                double imaginary = 0;
                double rate = 0;
                for (int j = 0; j < this.nodes; j++) {
                    if (j != i) {
                        double there = plain.theta[j] + before[j] * STEP_SECONDS / 2;
                        real += StrictMath.cos(there);
                        imaginary += StrictMath.sin(there);
                        rate += before[j];
                    }
                }
                next[i] = plain.advance(i, real, imaginary, rate);
            }
            System.arraycopy(next, 0, plain.theta, 0, this.nodes);
        }
        return plain.theta;
    }

    @Benchmark
    public double[] oneSum() {
        Arrays plain = new Arrays();
        double[] cosines = new double[this.nodes];
        double[] sines = new double[this.nodes];
        for (int step = 0; step < STEPS; step++) {
            double real = 0;
            double imaginary = 0;
            double rate = 0;
            for (int i = 0; i < this.nodes; i++) {
                double there = plain.theta[i] + plain.rate[i] * STEP_SECONDS / 2;
                cosines[i] = StrictMath.cos(there);
                sines[i] = StrictMath.sin(there);
                real += cosines[i];
                imaginary += sines[i];
                rate += plain.rate[i];
            }
            for (int i = 0; i < this.nodes; i++) {
                plain.theta[i] =
                        plain.advance(
                                i, real - cosines[i], imaginary - sines[i], rate - plain.rate[i]);
            }
        }
        return plain.theta;
    }

    /** Phases and rates, and one oscillator's step in the field of the others. */
    private final class Arrays {

        private final double[] theta = FullMeshBenchmark.this.start.clone();
        private final double[] rate =
                new MeanField(
                                new Topology.Full().of(FullMeshBenchmark.this.nodes, new Chance(0)),
                                FullMeshBenchmark.this.omega,
                                COUPLING,
                                0)
                        .rates(this.theta);

        double advance(int i, double real, double imaginary, double sumOfRates) {
            int n = FullMeshBenchmark.this.nodes;
            double frequency = FullMeshBenchmark.this.omega[i];
            double fieldRate = sumOfRates / (n - 1);
            double strength = COUPLING * StrictMath.hypot(real, imaginary) / n;
            double angleAtStart = StrictMath.atan2(imaginary, real) - fieldRate * STEP_SECONDS / 2;
            double phi = this.theta[i] - angleAtStart;
            double slip = AdlerStep.advance(phi, frequency - fieldRate, strength, STEP_SECONDS);
            this.rate[i] = frequency - strength * StrictMath.sin(phi + slip);
            return this.theta[i] + fieldRate * STEP_SECONDS + slip;
        }
    }
}
