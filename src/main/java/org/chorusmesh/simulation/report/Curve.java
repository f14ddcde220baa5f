package org.chorusmesh.simulation.report;

import org.chorusmesh.simulation.mesh.Trace;

/**
 * A run as a curve of a plot.
 *
 * @param name of the curve
 * @param trace what was seen
 * @param summary of the run
 * @param meanOmega mean of the natural frequencies, rad/s
 */
public record Curve(String name, Trace trace, Summary summary, double meanOmega) {

    /** The name of the run with all remedies that the scenario leaves in. */
    public static final String AS_BUILT = "as built";
}
