package org.chorusmesh.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.chorusmesh.simulation.report.Curve;

/** Draws plots of the runs of one scenario. */
interface Plotter {

    /**
     * Draws the plots.
     *
     * @param title title of the plots
     * @param runs the runs; the main run is the first
     * @param directory the directory of the plots
     * @throws IOException if a plot cannot be written
     */
    void draw(String title, List<Curve> runs, Path directory) throws IOException;
}
