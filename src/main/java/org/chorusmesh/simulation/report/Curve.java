package org.chorusmesh.simulation.report;

import java.util.List;
import org.chorusmesh.simulation.check.Act;
import org.chorusmesh.simulation.mesh.Trace;

/**
 * A run as a curve of a plot.
 *
 * @param name of the curve
 * @param trace what was seen
 * @param summary of the run
 * @param meanOmega mean of the natural frequencies, rad/s
 * @param acts what nodes did by the beat
 * @param jobs the names of the jobs that they did
 */
public record Curve(
        String name,
        Trace trace,
        Summary summary,
        double meanOmega,
        List<Act> acts,
        List<String> jobs) {

    /** The name of the run with all remedies that the scenario leaves in. */
    public static final String AS_BUILT = "as built";
}
