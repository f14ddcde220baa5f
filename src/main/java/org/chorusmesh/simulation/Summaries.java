package org.chorusmesh.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chorusmesh.dynamics.Phases;
import org.jspecify.annotations.Nullable;

/** Sums a run up. */
final class Summaries {

    private static final double SETTLED_RADIANS = 0.01;

    private static final double SETTLED_ORDER = 0.01;

    private static final double MOST_UNSETTLED = 0.9;

    private Summaries() {}

    /** Makes the summary, after the checks that need a whole run. */
    static Summary of(RunResult result) {
        Scenario scenario = result.scenario();
        Trace trace = result.trace();
        QuietJoinCheck.check(result);
        @Nullable Double settled = settleSeconds(trace);
        List<Summary.Displacement> displacements = Displacements.of(scenario, trace);
        checkExpectations(result, settled, displacements);
        int last = trace.size() - 1;
        int from = trace.at(trace.time(last) * 2 / 3);
        double mean = 0;
        double square = 0;
        for (int s = from; s <= last; s++) {
            mean += trace.order(s) / (last - from + 1);
            square += trace.order(s) * trace.order(s) / (last - from + 1);
        }
        double natural = Arrays.stream(result.mesh().omega).average().orElse(0);
        MeanFrequencies frequencies = MeanFrequencies.of(trace, from, last, natural);
        double virtualSeconds = scenario.durationNanos() * 1e-9;
        double wallSeconds = result.wallNanos() * 1e-9;
        Map<String, Long> messages = new LinkedHashMap<>();
        result.verdicts().forEach((verdict, count) -> messages.put(verdict.tag(), count));
        return new Summary(
                scenario.name(),
                scenario.seed(),
                scenario.without().stream().map(Remedy::word).toList(),
                scenario.nodes(),
                trace.running(last),
                finite(trace.order(last)),
                finite(mean),
                finite(Math.sqrt(Math.max(0, square - mean * mean))),
                finite(frequencies.mean()),
                finite(frequencies.mean() / (2 * Math.PI)),
                finite(frequencies.spread()),
                finite(trace.spread(last)),
                phases(trace, last),
                settled,
                result.settling(),
                displacements,
                messages,
                result.network().sent(),
                result.network().lost(),
                invariants(result),
                result.breaches().stream().map(Breach::toString).toList(),
                result.steps(),
                virtualSeconds,
                wallSeconds,
                result.cpuNanos() * 1e-9,
                scenario.nodes() * virtualSeconds / (result.cpuNanos() * 1e-9),
                result.bytesPerNode(),
                String.format("%016x", trace.digest()));
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? Double.valueOf(value) : null;
    }

    private static List<@Nullable Double> phases(Trace trace, int last) {
        List<@Nullable Double> phases = new ArrayList<>();
        for (int node = 0; trace.isDetailed() && node < trace.nodes(); node++) {
            phases.add(finite(Phases.difference(trace.phase(last, node), trace.mean(last))));
        }
        return phases;
    }

    /**
     * Since when nothing has changed any more: the phases relative to their mean or, where they
     * were not kept, r.
     */
    private static @Nullable Double settleSeconds(Trace trace) {
        int last = trace.size() - 1;
        int since = last;
        while (since > 0 && isLike(trace, since - 1, last)) {
            since--;
        }
        return (trace.time(since) <= MOST_UNSETTLED * trace.time(last))
                ? Double.valueOf(trace.time(since))
                : null;
    }

    private static boolean isLike(Trace trace, int sample, int last) {
        if (!(Math.abs(trace.order(sample) - trace.order(last)) <= SETTLED_ORDER)
                || trace.running(sample) != trace.running(last)) {
            return false;
        }
        for (int node = 0; trace.isDetailed() && node < trace.nodes(); node++) {
            double then = trace.phase(sample, node) - trace.mean(sample);
            double now = trace.phase(last, node) - trace.mean(last);
            if (Math.abs(Phases.difference(then, now)) > SETTLED_RADIANS) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, Integer> invariants(RunResult result) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Invariant invariant : Invariant.values()) {
            counts.put(invariant.name().toLowerCase(Locale.ROOT), 0);
        }
        result.breaches()
                .forEach(
                        (breach) ->
                                counts.merge(
                                        breach.invariant().name().toLowerCase(Locale.ROOT),
                                        1,
                                        Integer::sum));
        return counts;
    }

    private static void checkExpectations(
            RunResult result, @Nullable Double settled, List<Summary.Displacement> displacements) {
        Scenario scenario = result.scenario();
        Scenario.Expectation expect = scenario.expect();
        // What a remedy is for cannot be expected without it.
        if (!scenario.without().isEmpty()) {
            return;
        }
        double r = result.trace().order(result.trace().size() - 1);
        long end = scenario.durationNanos();
        if (expect.leastR() != null && !(r >= expect.leastR())) {
            result.breaches()
                    .add(
                            new Breach(
                                    Invariant.EXPECTED,
                                    end,
                                    "r is " + r + ", not " + expect.leastR() + " at least"));
        }
        if (expect.mostR() != null && !(r <= expect.mostR())) {
            result.breaches()
                    .add(
                            new Breach(
                                    Invariant.EXPECTED,
                                    end,
                                    "r is " + r + ", not " + expect.mostR() + " at most"));
        }
        if (expect.settledWithinNanos() != null
                && (settled == null || settled > expect.settledWithinNanos() * 1e-9)) {
            result.breaches()
                    .add(
                            new Breach(
                                    Invariant.EXPECTED,
                                    end,
                                    (settled == null
                                                    ? "not settled"
                                                    : "settled only at " + settled + " s")
                                            + ", not within "
                                            + expect.settledWithinNanos() * 1e-9
                                            + " s"));
        }
        for (Summary.Displacement displacement : displacements) {
            if (expect.mostDisplacement() != null
                    && displacement.radians() != null
                    && displacement.radians() > expect.mostDisplacement()) {
                result.breaches()
                        .add(
                                new Breach(
                                        Invariant.EXPECTED,
                                        (long) (displacement.atSeconds() * 1e9),
                                        "%s moved others by %.4f rad, not %s at most"
                                                .formatted(
                                                        displacement.event(),
                                                        displacement.radians(),
                                                        expect.mostDisplacement())));
            }
        }
    }
}
