package org.chorusmesh.simulation.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.simulation.check.Breach;
import org.chorusmesh.simulation.check.CheckedRun;
import org.chorusmesh.simulation.check.Findings;
import org.chorusmesh.simulation.check.Invariant;
import org.chorusmesh.simulation.mesh.Run;
import org.chorusmesh.simulation.mesh.Trace;
import org.chorusmesh.simulation.scenario.Remedy;
import org.chorusmesh.simulation.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/** Sums a run up. */
public final class Summaries {

    private Summaries() {}

    /** The summary of a run and of what its checks found. */
    public static Summary of(CheckedRun checked) {
        Run result = checked.run();
        Findings findings = checked.findings();
        Scenario scenario = result.scenario();
        Trace trace = result.trace();
        int last = trace.size() - 1;
        int from = trace.at(trace.time(last) * 2 / 3);
        double mean = 0;
        double square = 0;
        for (int s = from; s <= last; s++) {
            mean += trace.order(s) / (last - from + 1);
            square += trace.order(s) * trace.order(s) / (last - from + 1);
        }
        double natural = result.mesh().meanOmega();
        MeanFrequencies frequencies = MeanFrequencies.of(trace, from, last, natural);
        OrderEstimates estimates = OrderEstimates.of(result);
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
                estimates.median(),
                estimates.medianError(),
                finite(frequencies.mean()),
                finite(frequencies.mean() / (2 * Math.PI)),
                finite(frequencies.spread()),
                finite(trace.spread(last)),
                phases(trace, last),
                trace.settleSeconds(),
                findings.settlingInWords(),
                findings.displacements(),
                scenario.beats().on() ? BeatSummary.of(findings.beats()) : null,
                findings.members(),
                messages,
                result.network().sent(),
                result.network().lost(),
                invariants(findings),
                findings.breaches().stream().map(Breach::toString).toList(),
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

    private static Map<String, Integer> invariants(Findings findings) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Invariant invariant : Invariant.values()) {
            counts.put(invariant.name().toLowerCase(Locale.ROOT), 0);
        }
        findings.breaches()
                .forEach(
                        (breach) ->
                                counts.merge(
                                        breach.invariant().name().toLowerCase(Locale.ROOT),
                                        1,
                                        Integer::sum));
        return counts;
    }
}
