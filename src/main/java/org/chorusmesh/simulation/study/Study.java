package org.chorusmesh.simulation.study;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import org.chorusmesh.simulation.report.Drawing;
import org.chorusmesh.simulation.report.Plots;
import org.chorusmesh.simulation.scenario.Remedy;

/**
 * Measures r and settle time over the number of nodes and the loss of reports, with and without
 * extrapolation.
 */
public final class Study {

    /** The smallest mesh, nodes. */
    public static final int LEAST_NODES = 3;

    private static final int[] SIZES = {
        LEAST_NODES, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000
    };

    private static final double[] LOSSES = {0, 0.1, 0.3, 0.5};

    private static final int COSTLY = 100_000;

    private final int maxNodes;
    private final PrintStream console;
    private final List<StudyCase> cases = new ArrayList<>();

    /**
     * @param maxNodes the largest mesh, nodes
     * @param console receives each result
     */
    public Study(int maxNodes, PrintStream console) {
        this.maxNodes = maxNodes;
        this.console = console;
    }

    /**
     * Runs the study and writes {@code study-table.md} and the plots. They are written after each
     * size, so that an interrupted study leaves what it has measured.
     *
     * @return whether all invariants held
     */
    public boolean write(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (int nodes : SIZES) {
            if (nodes <= this.maxNodes) {
                run(nodes);
                Files.writeString(directory.resolve("study-table.md"), StudyTable.of(this.cases));
                Drawing.attempt(() -> draw(directory), this.console);
            }
        }
        return this.cases.stream().allMatch((c) -> c.breaches() == 0);
    }

    /** Runs the cases of a size in parallel. The result depends on the seed alone. */
    private void run(int nodes) {
        double exact = StudyCase.exact(nodes);
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<StudyCase>> running = new ArrayList<>();
            for (double loss : LOSSES) {
                // For the costliest meshes only the ends of the range.
                if (nodes < COSTLY || loss == LOSSES[0] || loss == LOSSES[LOSSES.length - 1]) {
                    List<Remedy> without = List.of(Remedy.EXTRAPOLATES);
                    running.add(threads.submit(() -> StudyCase.run(nodes, loss, List.of(), exact)));
                    running.add(threads.submit(() -> StudyCase.run(nodes, loss, without, exact)));
                }
            }
            for (Future<StudyCase> one : running) {
                add(one.get());
            }
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        } finally {
            threads.shutdownNow();
        }
    }

    private void add(StudyCase c) {
        this.cases.add(c);
        this.console.printf(
                Locale.ROOT,
                "N = %d, loss %.0f %%, without %s: r = %.4f (exact %.4f), settled %s s, %.1f s of"
                        + " CPU%n",
                c.nodes(),
                100 * c.loss(),
                c.without(),
                c.r(),
                c.exactR(),
                StudyTable.number(c.settleSeconds()),
                c.cpuSeconds());
        this.console.flush();
    }

    private void draw(Path directory) throws IOException {
        Plots.curves(
                "Order over size",
                "nodes",
                "r",
                curves(StudyCase::r),
                true,
                false,
                directory.resolve("study-order"));
        Plots.curves(
                "Settle time over size",
                "nodes",
                "seconds",
                curves(StudyCase::settleSeconds),
                true,
                false,
                directory.resolve("study-settle"));
    }

    private Map<String, TreeMap<Double, Double>> curves(ToDoubleFunction<StudyCase> value) {
        Map<String, TreeMap<Double, Double>> curves = new LinkedHashMap<>();
        for (StudyCase c : this.cases) {
            String name =
                    "loss %.0f %%%s"
                            .formatted(100 * c.loss(), c.without().isEmpty() ? "" : ", held");
            double y = value.applyAsDouble(c);
            if (Double.isFinite(y)) {
                curves.computeIfAbsent(name, (key) -> new TreeMap<>()).put((double) c.nodes(), y);
            }
        }
        return curves;
    }
}
