package org.chorusmesh.simulation.report;

import java.io.IOException;
import java.io.PrintStream;

/**
 * Draws where the Java runtime can. One without fonts or without the desktop module throws one of
 * many exceptions and errors; what was measured is worth more than its plots.
 */
public final class Drawing {

    /** Draws plots. */
    public interface Plot {

        /**
         * Draws them.
         *
         * @throws IOException if they cannot be written
         */
        void draw() throws IOException;
    }

    private Drawing() {}

    /**
     * Draws, or warns that it cannot.
     *
     * @throws IOException if the plots can be drawn and not written
     */
    public static void attempt(Plot plot, PrintStream console) throws IOException {
        try {
            plot.draw();
        } catch (OutOfMemoryError full) {
            throw full;
        } catch (RuntimeException | Error cannot) {
            console.println(
                    "WARNING: The plots are missing, as this Java runtime cannot draw: "
                            + cannot
                            + ". It needs the module java.desktop, fontconfig and a font."
                            + " All other results are written.");
        }
    }
}
