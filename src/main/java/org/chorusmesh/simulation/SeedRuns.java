package org.chorusmesh.simulation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.chorusmesh.simulation.check.CheckedRun;
import org.chorusmesh.simulation.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * Runs a scenario from many seeds, several at a time, and sums them up. What comes of a seed
 * depends on that seed alone.
 */
final class SeedRuns {

    /** The largest number of seeds. */
    static final int MOST_SEEDS = 100_000;

    /** What a usual heap holds: more nodes run one scenario after the other. */
    private static final int MOST_NODES_AT_ONCE = 20_000;

    private final Scenario scenario;
    private final Function<Scenario, CheckedRun> runner;
    private final PrintStream console;

    /**
     * @param scenario the scenario; its own seed is the first
     * @param runner runs a scenario, on any thread
     * @param console receives a line for each seed
     */
    SeedRuns(Scenario scenario, Function<Scenario, CheckedRun> runner, PrintStream console) {
        this.scenario = scenario;
        this.runner = runner;
        this.console = console;
    }

    /**
     * Runs it from 1 … {@value #MOST_SEEDS} seeds, writes {@code seeds.csv}, and prints the
     * summary.
     *
     * @return whether all invariants held, and all that the scenario expects
     */
    boolean write(int seeds, Path directory) throws IOException {
        Path file = directory.resolve("seeds.csv");
        List<SeedRun> runs = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(atOnce());
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(SeedRun.COLUMNS);
            out.newLine();
            List<Future<SeedRun>> running =
                    LongStream.range(0, seeds)
                            .mapToObj((i) -> this.scenario.seeded(this.scenario.seed() + i))
                            .map((one) -> threads.submit(() -> run(one)))
                            .toList();
            for (Future<SeedRun> one : running) {
                SeedRun run = result(one);
                runs.add(run);
                out.write(run.csv());
                out.newLine();
                // An interrupted command leaves what it has.
                out.flush();
                this.console.println(run);
                run.breaches().forEach((breach) -> this.console.println("BROKEN " + breach));
            }
        } finally {
            threads.shutdownNow();
        }
        report(runs, file);
        return runs.stream().allMatch((run) -> run.breaches().isEmpty());
    }

    private int atOnce() {
        int fit = Math.max(1, MOST_NODES_AT_ONCE / this.scenario.nodes());
        return Math.min(Runtime.getRuntime().availableProcessors(), fit);
    }

    private SeedRun run(Scenario one) {
        // The run itself is large, and is not kept.
        return SeedRun.of(this.runner.apply(one));
    }

    private static SeedRun result(Future<SeedRun> one) {
        try {
            return one.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void report(List<SeedRun> runs, Path file) {
        long broken = runs.stream().filter((run) -> !run.breaches().isEmpty()).count();
        this.console.printf(
                "%s: %d seeds from %d, %d broke something; results in %s%n",
                this.scenario.name(), runs.size(), this.scenario.seed(), broken, file);
        say("r at the end", "%.6f", values(runs, SeedRun::r));
        say("settled at, s", "%.2f", values(runs, SeedRun::settleSeconds));
        if (this.scenario.expect().leastR() != null) {
            say("r as expected from, s", "%.2f", values(runs, SeedRun::inOrderSeconds));
        }
    }

    private static List<Double> values(
            List<SeedRun> runs, Function<SeedRun, @Nullable Double> value) {
        return runs.stream()
                .map(value)
                .filter(Objects::nonNull)
                .filter((number) -> !number.isNaN())
                .sorted()
                .toList();
    }

    private void say(String what, String format, List<Double> sorted) {
        if (sorted.isEmpty()) {
            this.console.printf("%s: in none%n", what);
            return;
        }
        this.console.printf(
                Locale.ROOT,
                "%s: least %s, median %s, greatest %s, in %d%n",
                what,
                number(format, sorted.get(0)),
                number(format, sorted.get(sorted.size() / 2)),
                number(format, sorted.get(sorted.size() - 1)),
                sorted.size());
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
