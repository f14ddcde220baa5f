package org.chorusmesh.simulation.report;

import java.util.List;
import org.chorusmesh.simulation.check.Act;
import org.chorusmesh.simulation.check.CheckedRun;
import org.chorusmesh.simulation.check.Findings;
import org.chorusmesh.simulation.mesh.Trace;
import org.chorusmesh.simulation.scenario.Beats;
import org.chorusmesh.simulation.scenario.Scenario;

/**
 * A run as a curve of a plot.
 *
 * @param name of the curve
 * @param scenario what was run
 * @param trace the samples
 * @param summary of the run
 * @param meanOmega mean of the natural frequencies, rad/s
 * @param findings what the checks found
 */
public record Curve(
        String name,
        Scenario scenario,
        Trace trace,
        Summary summary,
        double meanOmega,
        Findings findings) {

    /** The name of the run with all remedies that the scenario leaves in. */
    public static final String AS_BUILT = "as built";

    /**
     * The curve of a run that was checked.
     *
     * @param name of the curve
     */
    public static Curve of(String name, CheckedRun checked) {
        return new Curve(
                name,
                checked.run().scenario(),
                checked.run().trace(),
                Summaries.of(checked),
                checked.run().mesh().meanOmega(),
                checked.findings());
    }

    /** What nodes did by the beat. */
    List<Act> acts() {
        return this.findings.beats().acts();
    }

    /** The names of the jobs that they did. */
    List<String> jobs() {
        return this.scenario.beats().jobs().stream().map(Beats.Job::title).toList();
    }
}
