package org.chorusmesh.simulation.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.chorusmesh.simulation.mesh.Trace;

/**
 * Writes a trace as {@code trace.csv}: seconds, r, mean phase, spread, how many ran, and the phase
 * of each node, relative to the mean, of meshes of up to fifty.
 */
public final class TraceFile {

    private static final int MAX_COLUMNS = 50;

    private TraceFile() {}

    /**
     * Writes one.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Trace trace, Path file) throws IOException {
        boolean phases = trace.nodes() <= MAX_COLUMNS;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("seconds,r,mean_phase,spread,running");
            for (int node = 0; phases && node < trace.nodes(); node++) {
                out.write(",n" + node);
            }
            out.newLine();
            for (int s = 0; s < trace.size(); s++) {
                out.write(
                        String.format(
                                Locale.ROOT,
                                "%.9f,%s,%s,%s,%d",
                                trace.time(s),
                                cell(trace.order(s)),
                                cell(trace.mean(s)),
                                cell(trace.spread(s)),
                                trace.running(s)));
                for (int node = 0; phases && node < trace.nodes(); node++) {
                    double relative =
                            org.chorusmesh.dynamics.Phases.difference(
                                    trace.phase(s, node), trace.mean(s));
                    out.write("," + cell(relative));
                }
                out.newLine();
            }
        }
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }
}
