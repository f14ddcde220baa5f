package org.chorusmesh.simulation.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chorusmesh.simulation.check.Displacement;
import org.chorusmesh.simulation.check.Findings;
import org.chorusmesh.simulation.check.SettleCheck;
import org.chorusmesh.simulation.mesh.Trace;
import org.chorusmesh.simulation.scenario.Event;
import org.chorusmesh.simulation.scenario.Remedy;
import org.chorusmesh.simulation.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/** The result of a run, as a reader compares it with that of another. */
final class RunOutcome {

    /** The largest mesh whose settling is checked, nodes. */
    private static final int MAX_CHECKED_NODES = 64;

    private final Curve run;

    RunOutcome(Curve run) {
        this.run = run;
    }

    RunData.Outcome data() {
        Trace trace = this.run.trace();
        List<Event> events = this.run.scenario().events();
        double first = events.stream().mapToLong(Event::atNanos).min().orElse(0) * 1e-9;
        double least =
                IntStream.range(0, trace.size())
                        .filter((s) -> trace.time(s) >= first)
                        .mapToDouble(trace::order)
                        .filter((r) -> !Double.isNaN(r))
                        .min()
                        .orElse(Double.NaN);
        return new RunData.Outcome(
                meaning(),
                rounded(least),
                rounded(trace.order(trace.size() - 1)),
                this.run.findings().displacements().stream().map(RunOutcome::moved).toList(),
                invariants(),
                this.run.findings().isSound());
    }

    private static RunData.Moved moved(Displacement moved) {
        Double radians = moved.radians();
        return new RunData.Moved(
                moved.event(),
                moved.atSeconds(),
                (radians != null) ? RunColumns.digits(radians) : null);
    }

    private static @Nullable Double rounded(double r) {
        return Double.isNaN(r) ? null : RunColumns.decimals(r, 1e6);
    }

    /** What each remedy that is left out leaves undone. */
    private String meaning() {
        return this.run.scenario().without().stream()
                .map(RunOutcome::meaning)
                .collect(Collectors.joining("; "));
    }

    private static String meaning(Remedy leftOut) {
        return switch (leftOut) {
            case EXTRAPOLATES -> "the phase of a peer stands still between two reports";
            case ORDERS -> "reports that are late or repeated count too";
            case FORGETS -> "peers that fall silent stay in the sum";
            case COMPENSATES -> "the time that a report was under way is not added to its age";
            case DEMANDS_ANSWERS -> "a peer has weight as soon as it is heard, answered or not";
        };
    }

    /** Which invariants held, one or two sentences. */
    String invariants() {
        Findings findings = this.run.findings();
        int broken = findings.breaches().size();
        String because = unchecked();
        String held = because.isEmpty() ? "All held." : "Those that were checked held.";
        return ((broken == 0) ? held : broken + " broken.")
                + (because.isEmpty() ? "" : " Settling was not checked: " + because + ".");
    }

    /** Why settling was not checked in this run; empty if it was. */
    private String unchecked() {
        Findings findings = this.run.findings();
        if (findings.settling() == SettleCheck.Outcome.OPEN) {
            return "the run ends before the deadline";
        }
        if (findings.settling() != SettleCheck.Outcome.NOT_ASKED) {
            return "";
        }
        Scenario scenario = this.run.scenario();
        if (!scenario.without().isEmpty()) {
            return "a protection is left out on purpose";
        }
        if (scenario.nodes() > MAX_CHECKED_NODES) {
            return "the mesh has more than %d nodes".formatted(MAX_CHECKED_NODES);
        }
        // The check names three reasons at once; the third is left.
        return findings.because().contains("more than half of the reports")
                ? "more than half of the reports are lost"
                : findings.because();
    }
}
