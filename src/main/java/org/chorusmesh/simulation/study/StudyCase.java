package org.chorusmesh.simulation.study;

import java.util.List;
import org.chorusmesh.dynamics.ComplexOrder;
import org.chorusmesh.node.Pace;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.simulation.check.CheckedRun;
import org.chorusmesh.simulation.mesh.MeanField;
import org.chorusmesh.simulation.mesh.Mesh;
import org.chorusmesh.simulation.mesh.Trace;
import org.chorusmesh.simulation.scenario.Beats;
import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.Distribution;
import org.chorusmesh.simulation.scenario.Frequencies;
import org.chorusmesh.simulation.scenario.InitialPhases;
import org.chorusmesh.simulation.scenario.LinkModel;
import org.chorusmesh.simulation.scenario.Remedy;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.Topology;

/**
 * One mesh of the study with its results.
 *
 * @param nodes number of nodes N
 * @param loss probability that a report is lost, 0 … 1
 * @param without the remedy that is left out; empty for none
 * @param r order parameter, averaged over the last third
 * @param deviation standard deviation of r over the last third
 * @param exactR r of the exact equations with the same graph and frequencies over the same time
 * @param settleSeconds time from which on r stays within 0.01 of its last value; NaN if that is in
 *     the last third
 * @param breaches number of breaches
 * @param cpuSeconds CPU time of the run
 */
record StudyCase(
        int nodes,
        double loss,
        List<Remedy> without,
        double r,
        double deviation,
        double exactR,
        double settleSeconds,
        int breaches,
        double cpuSeconds) {

    /** The largest full mesh, nodes. In larger ones each node has sixteen neighbours. */
    static final int MAX_FULL = 1000;

    static final int DEGREE = 16;

    static final double SECONDS = 15;

    private static final double SETTLED = 0.01;

    private static final long MILLI = 1_000_000L;

    private static final long PERIOD_NANOS = 100 * MILLI;

    /**
     * Runs a case.
     *
     * @param exactR the result of {@link #exact} for the same mesh
     */
    static StudyCase run(int nodes, double loss, List<Remedy> without, double exactR) {
        CheckedRun checked = CheckedRun.of(scenario(nodes, loss, without));
        Trace trace = checked.run().trace();
        int last = trace.size() - 1;
        int from = trace.at(SECONDS * 2 / 3);
        double mean = 0;
        double square = 0;
        for (int s = from; s <= last; s++) {
            mean += trace.order(s) / (last - from + 1);
            square += trace.order(s) * trace.order(s) / (last - from + 1);
        }
        int since = last;
        while (since > 0 && Math.abs(trace.order(since - 1) - trace.order(last)) <= SETTLED) {
            since--;
        }
        return new StudyCase(
                nodes,
                loss,
                without,
                mean,
                Math.sqrt(Math.max(0, square - mean * mean)),
                exactR,
                (since < from) ? trace.time(since) : Double.NaN,
                checked.findings().breaches().size(),
                checked.run().cpuNanos() * 1e-9);
    }

    /**
     * The average r of the exact equations over the last third, from the same phases on the same
     * graph.
     */
    static double exact(int nodes) {
        Scenario scenario = scenario(nodes, 0, List.of());
        Mesh mesh = new Mesh(scenario, new Chance(scenario.seed()).fork());
        MeanField exact =
                new MeanField(mesh.neighbours(), mesh.omega(), scenario.settings().coupling(), 0);
        double[] theta = mesh.theta().clone();
        double h = 0.05;
        double sum = 0;
        int count = 0;
        for (double t = 0; t < SECONDS; t += h) {
            exact.step(theta, h);
            if (t >= SECONDS * 2 / 3) {
                sum += ComplexOrder.of(theta).r();
                count++;
            }
        }
        return sum / count;
    }

    private static Scenario scenario(int nodes, double loss, List<Remedy> without) {
        LinkModel usual = LinkModel.DEFAULT;
        LinkModel network =
                new LinkModel(
                        loss,
                        new Distribution.Constant(2 * MILLI),
                        usual.jitter(),
                        usual.ordered(),
                        0,
                        usual.reorderBy(),
                        0,
                        0,
                        usual.stallFor(),
                        0);
        return new Scenario(
                "study",
                "",
                1,
                nodes,
                (long) (SECONDS * 1e9),
                PERIOD_NANOS,
                Settings.defaults()
                        .with(Setting.STEP, PERIOD_NANOS)
                        .with(Setting.GOSSIP_PERIOD, PERIOD_NANOS),
                new Frequencies.Distributed(Frequencies.Shape.NORMAL, 2 * Math.PI, 0.5, true),
                new InitialPhases.Random(),
                false,
                true,
                Pace.STEADY,
                true,
                List.of(),
                (nodes <= MAX_FULL) ? new Topology.Full() : new Topology.RandomRegular(DEGREE),
                network,
                List.of(),
                new Scenario.Clocks(0, true, 0),
                List.of(),
                Beats.OFF,
                without,
                List.of(),
                List.of(),
                Scenario.Expectation.NONE);
    }
}
