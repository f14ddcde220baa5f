package org.chorusmesh.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.chorusmesh.simulation.report.Curve;

/** Draws the runs of one scenario. */
interface Plotter {

    /**
     * Draws them.
     *
     * @param runs the run as built first
     * @param directory where the plots go
     */
    void draw(String title, List<Curve> runs, Path directory) throws IOException;
}
