package org.chorusmesh.simulation.check;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.simulation.mesh.Run;
import org.chorusmesh.simulation.mesh.Trace;
import org.chorusmesh.simulation.scenario.Scenario;

/** Checks a run against the {@code expect} section of its scenario. */
final class Expectations {

    private final List<Breach> broken = new ArrayList<>();

    private Expectations() {}

    /**
     * The expectations that the run does not meet. A run without a remedy is not checked, since the
     * remedy may be what they depend on.
     */
    static List<Breach> broken(Run run, List<Displacement> displacements) {
        Expectations expectations = new Expectations();
        if (run.scenario().without().isEmpty()) {
            expectations.checkEnd(run.scenario(), run.trace());
            expectations.checkDisplacements(run.scenario().expect(), displacements);
        }
        return expectations.broken;
    }

    private void checkEnd(Scenario scenario, Trace trace) {
        Scenario.Expectation expect = scenario.expect();
        long end = scenario.durationNanos();
        double r = trace.order(trace.size() - 1);
        if (expect.leastR() != null && !(r >= expect.leastR())) {
            add(end, "r is %s, expected at least %s".formatted(r, expect.leastR()));
        }
        if (expect.mostR() != null && !(r <= expect.mostR())) {
            add(end, "r is %s, expected at most %s".formatted(r, expect.mostR()));
        }
        Long within = expect.settledWithinNanos();
        Double settled = trace.settleSeconds();
        if (within != null && (settled == null || settled > within * 1e-9)) {
            String how = (settled == null) ? "not settled" : "settled at " + settled + " s";
            add(end, "%s, expected within %s s".formatted(how, within * 1e-9));
        }
    }

    private void checkDisplacements(Scenario.Expectation expect, List<Displacement> displacements) {
        for (Displacement displacement : displacements) {
            Double radians = displacement.radians();
            if (expect.mostDisplacement() != null
                    && radians != null
                    && radians > expect.mostDisplacement()) {
                add(
                        (long) (displacement.atSeconds() * 1e9),
                        "%s moved other nodes by %.4f rad, expected at most %s"
                                .formatted(
                                        displacement.event(), radians, expect.mostDisplacement()));
            }
        }
    }

    private void add(long atNanos, String detail) {
        this.broken.add(new Breach(Invariant.EXPECTED, atNanos, detail));
    }
}
