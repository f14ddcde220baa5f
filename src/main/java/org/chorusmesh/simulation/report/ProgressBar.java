package org.chorusmesh.simulation.report;

import java.io.PrintStream;
import java.util.function.DoubleConsumer;

/** How much is done, on one line; on a stream that is no terminal, a line for every fifth. */
public final class ProgressBar implements DoubleConsumer {

    private static final int CELLS = 40;

    private static final int LINES = 5;

    private final String title;
    private final PrintStream out;
    private final boolean terminal;
    private int shown = -1;

    /**
     * A bar that has not begun.
     *
     * @param terminal whether a line can be written over
     */
    public ProgressBar(String title, PrintStream out, boolean terminal) {
        this.title = title;
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void accept(double done) {
        int parts = this.terminal ? 100 : LINES;
        int part = (int) (done * parts + 1e-9);
        if (part <= this.shown) {
            return;
        }
        this.shown = part;
        int filled = (int) (done * CELLS);
        String bar =
                "%s [%s%s] %3d %%"
                        .formatted(
                                this.title,
                                "#".repeat(filled),
                                ".".repeat(CELLS - filled),
                                Math.round(done * 100));
        if (this.terminal) {
            this.out.print("\r" + bar + ((part >= parts) ? System.lineSeparator() : ""));
        } else {
            this.out.println(bar);
        }
        this.out.flush();
    }
}
