package org.chorusmesh.measure;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Predicate;
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
    private static final double QUARTER_TURN = 0.25;

    private final Figures figures;

    StartRuns(Figures figures) {
        this.figures = figures;
    }

    /** All in one process whose code is compiled, so that no JVM's start is measured. */
    void coldStart(int size) {
        double[] numbers = new double[RUNS];
        double[] agreements = new double[RUNS];
        try (ManyProcess process =
                new ManyProcess(PORT, size, 0, size, Settings.defaults(), Pace.ADAPTIVE)) {
            await(process, (rows) -> areAgreed(rows, size));
            for (int run = 0; run < RUNS; run++) {
                for (int i = 0; i < size; i++) {
                    process.say("stop " + i);
                }
                Mesh.pause(PAUSE_MILLIS);
                long beganNanos = System.nanoTime();
                for (int i = 0; i < size; i++) {
                    process.say("start " + i + " " + i);
                }
                await(process, (rows) -> haveOneNumber(rows, size));
                numbers[run] = (System.nanoTime() - beganNanos) * 1e-9;
                await(process, (rows) -> areAgreed(rows, size));
                agreements[run] = (System.nanoTime() - beganNanos) * 1e-9;
            }
        }
        this.figures.add(
                "cold start of %d nodes, clocks an hour apart: one number, agreement (%d runs)"
                        .formatted(size, RUNS),
                "one number ≤ 2.7 s",
                "median %.2f s, worst %.2f s; median %.2f s, worst %.2f s",
                Figures.median(numbers),
                Figures.max(numbers),
                Figures.median(agreements),
                Figures.max(agreements));
    }

    private static boolean haveOneNumber(List<ManyProcess.Row> rows, int size) {
        long now = System.nanoTime();
        DoubleSummaryStatistics beats =
                rows.stream()
                        .filter((row) -> row.live() == size - 1)
                        .mapToDouble((row) -> row.beats(now))
                        .summaryStatistics();
        return beats.getCount() == size && beats.getMax() - beats.getMin() < QUARTER_TURN;
    }

    private static boolean areAgreed(List<ManyProcess.Row> rows, int size) {
        return rows.stream().filter((row) -> row.agreed() && row.live() == size - 1).count()
                == size;
    }

    private static void await(ManyProcess process, Predicate<List<ManyProcess.Row>> condition) {
        Mesh.await(
                () -> {
                    Mesh.pause(LOOK_MILLIS);
                    return condition.test(process.read().rows());
                },
                PATIENCE_SECONDS);
    }
}
