package org.chorusmesh.simulation.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.simulation.check.Act;
import org.chorusmesh.simulation.check.Breach;
import org.chorusmesh.simulation.check.Displacement;
import org.chorusmesh.simulation.check.Firing;
import org.chorusmesh.simulation.mesh.Trace;
import org.chorusmesh.simulation.scenario.Event;
import org.jspecify.annotations.Nullable;

/** Makes the columns of {@link RunData}: fewer samples, rounded. */
final class RunColumns {

    private static final int MAX_CURVE = 4000;

    private static final int MAX_FRAMES = 2000;

    /** What all phases of all runs take at most, bytes. */
    private static final double MAX_PHASE_BYTES = 6e6;

    /** A phase with its comma takes so much at most: {@code -31416,}. */
    private static final int PHASE_BYTES = 7;

    /** Firings, and acts, of all runs. */
    private static final int MAX_ROWS = 60_000;

    private static final double PHASE_UNIT = 1e-4;

    private static final long NANOS_PER_MICRO = 1000;

    private static final double LEAST_MOVED = 0.001;

    private final int runs;

    /**
     * Columns of runs that share a page.
     *
     * @param runs how many there are
     */
    RunColumns(int runs) {
        this.runs = runs;
    }

    RunData.Played of(Curve run) {
        return new RunData.Played(
                run.name(),
                new RunOutcome(run).data(),
                curves(run.trace()),
                frames(run),
                firings(run.findings().beats().firings()),
                acts(run.acts()),
                marks(run));
    }

    private static RunData.Curves curves(Trace trace) {
        int stride = stride(trace.size(), MAX_CURVE);
        List<Double> seconds = new ArrayList<>();
        List<@Nullable Double> orders = new ArrayList<>();
        List<@Nullable Double> spreads = new ArrayList<>();
        List<Integer> running = new ArrayList<>();
        for (int from = 0; from < trace.size(); from += stride) {
            int[] samples = IntStream.range(from, Math.min(trace.size(), from + stride)).toArray();
            double least = IntStream.of(samples).mapToDouble(trace::order).min().orElse(Double.NaN);
            double most = IntStream.of(samples).mapToDouble(trace::spread).max().orElse(Double.NaN);
            seconds.add(decimals(trace.time(from), 1e6));
            orders.add(Double.isNaN(least) ? null : decimals(least, 1e6));
            spreads.add(Double.isNaN(most) ? null : digits(most));
            running.add(IntStream.of(samples).map(trace::running).min().orElse(0));
        }
        return new RunData.Curves(seconds, orders, spreads, running);
    }

    private RunData.Frames frames(Curve run) {
        Trace trace = run.trace();
        int nodes = trace.isDetailed() ? trace.nodes() : 0;
        int stride = stride(trace.size(), maxFrames(nodes));
        int[] samples = IntStream.iterate(0, (s) -> s < trace.size(), (s) -> s + stride).toArray();
        double[] drift = trace.drift(run.meanOmega());
        List<Double> seconds = new ArrayList<>();
        List<@Nullable Double> means = new ArrayList<>();
        for (int s : samples) {
            double mean = trace.mean(0) + run.meanOmega() * trace.time(s) + drift[s];
            seconds.add(decimals(trace.time(s), 1e6));
            means.add(Double.isNaN(mean) ? null : decimals(mean, 1e4));
        }
        List<List<@Nullable Integer>> phases = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            List<@Nullable Integer> column = new ArrayList<>(samples.length);
            for (int s : samples) {
                double relative = Phases.difference(trace.phase(s, node), trace.mean(s));
                column.add(phase(relative));
            }
            phases.add(column);
        }
        return new RunData.Frames(seconds, means, phases);
    }

    /** How many frames a run may have, so that all phases together stay small. */
    int maxFrames(int nodes) {
        double room = MAX_PHASE_BYTES / PHASE_BYTES / this.runs / Math.max(1, nodes);
        return (int) Math.max(2, Math.min(MAX_FRAMES, room));
    }

    RunData.Firings firings(List<Firing> all) {
        List<Firing> kept = all.subList(0, Math.min(all.size(), MAX_ROWS / this.runs));
        return new RunData.Firings(
                kept.stream().map(Firing::node).toList(),
                kept.stream().map(Firing::number).toList(),
                kept.stream().map((firing) -> firing.atNanos() / NANOS_PER_MICRO).toList(),
                kept.size() < all.size());
    }

    RunData.Acts acts(List<Act> all) {
        List<Act> kept = all.subList(0, Math.min(all.size(), MAX_ROWS / this.runs));
        return new RunData.Acts(
                kept.stream().map(Act::job).toList(),
                kept.stream().map(Act::node).toList(),
                kept.stream().map(Act::number).toList(),
                kept.stream().map(Act::slot).toList(),
                kept.stream().map(Act::of).toList(),
                kept.stream().map((act) -> act.beginNanos() / NANOS_PER_MICRO).toList(),
                kept.stream().map((act) -> act.endNanos() / NANOS_PER_MICRO).toList(),
                kept.size() < all.size());
    }

    private static List<RunData.Mark> marks(Curve run) {
        List<Event> events = run.scenario().events();
        List<Displacement> moved = run.findings().displacements();
        Stream<RunData.Mark> happened =
                IntStream.range(0, events.size())
                        .mapToObj((i) -> mark(events.get(i), moved.get(i).radians()));
        Stream<RunData.Mark> broken = run.findings().breaches().stream().map(RunColumns::mark);
        return Stream.concat(happened, broken)
                .sorted(Comparator.comparingLong(RunData.Mark::micros))
                .toList();
    }

    private static RunData.Mark mark(Event event, @Nullable Double moved) {
        String others = "";
        if (moved != null) {
            others =
                    (moved < LEAST_MOVED)
                            ? ". It moves no other node"
                            : ". It moves the others by up to %s rad".formatted(digits(moved));
        }
        return new RunData.Mark(
                event.atNanos() / NANOS_PER_MICRO,
                event.endNanos() / NANOS_PER_MICRO,
                event.kind(),
                event.targets().nodes(),
                EventWords.of(event) + others);
    }

    private static RunData.Mark mark(Breach breach) {
        long micros = breach.atNanos() / NANOS_PER_MICRO;
        String text = "Breach of %s: %s".formatted(breach.invariant(), breach.detail());
        return new RunData.Mark(micros, micros, "breach", List.of(), text);
    }

    static @Nullable Integer phase(double relative) {
        return Double.isNaN(relative)
                ? null
                : Integer.valueOf((int) Math.rint(relative / PHASE_UNIT));
    }

    /** How many samples become one, so that no more than so many are left. */
    static int stride(int samples, int most) {
        return Math.max(1, (samples + most - 1) / most);
    }

    static double decimals(double value, double unit) {
        return Math.rint(value * unit) / unit;
    }

    static double digits(double value) {
        return new BigDecimal(value).round(new MathContext(4)).doubleValue();
    }
}
