package org.chorusmesh.measure;

import org.chorusmesh.node.Pace;
import org.chorusmesh.settings.Settings;

/** A cold start: nodes that start at once, with clocks an hour apart, over real sockets. */
final class StartRuns {

    private static final int PORT = 21_100;
    private static final int RUNS = 10;
    private static final int PATIENCE_SECONDS = 60;

    /** For the members' TTL and the goodbyes, so that nothing is left of the run before. */
    private static final int PAUSE_MILLIS = 10_000;

    private static final int LOOK_MILLIS = 10;

    private final Figures figures;

    StartRuns(Figures figures) {
        this.figures = figures;
    }

    /** All in one process whose code is compiled, so that no JVM's start is measured. */
    void coldStart(int size) {
        double[] seconds = new double[RUNS];
        try (ManyProcess process =
                new ManyProcess(PORT, size, 0, size, Settings.defaults(), Pace.ADAPTIVE)) {
            awaitAgreement(process, size);
            for (int run = 0; run < RUNS; run++) {
                for (int i = 0; i < size; i++) {
                    process.say("stop " + i);
                }
                Mesh.pause(PAUSE_MILLIS);
                long beganNanos = System.nanoTime();
                for (int i = 0; i < size; i++) {
                    process.say("start " + i + " " + i);
                }
                awaitAgreement(process, size);
                seconds[run] = (System.nanoTime() - beganNanos) * 1e-9;
            }
        }
        this.figures.add(
                "cold start of %d nodes, clocks an hour apart: all agree (%d runs)"
                        .formatted(size, RUNS),
                "≤ 2.7 s",
                "median %.2f s, worst %.2f s",
                Figures.median(seconds),
                Figures.max(seconds));
    }

    private static void awaitAgreement(ManyProcess process, int size) {
        Mesh.await(
                () -> {
                    Mesh.pause(LOOK_MILLIS);
                    return process.read().rows().stream()
                                    .filter((row) -> row.agreed() && row.live() == size - 1)
                                    .count()
                            == size;
                },
                PATIENCE_SECONDS);
    }
}
