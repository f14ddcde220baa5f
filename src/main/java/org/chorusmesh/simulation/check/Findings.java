package org.chorusmesh.simulation.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The results of all checks of a run.
 *
 * @param breaches violations, in the order in which they were found
 * @param settling outcome of the settle check
 * @param because why settling was not checked, or how it failed; empty otherwise
 * @param quietJoins number of joins that were checked
 * @param displacements the largest displacement after each event
 * @param beats counts of beats, acts and turns
 * @param members agreement and news of members; null if nodes do not take part in beats
 */
public record Findings(
        List<Breach> breaches,
        SettleCheck.Outcome settling,
        String because,
        int quietJoins,
        List<Displacement> displacements,
        BeatFindings beats,
        @Nullable MemberFindings members) {

    /** Whether no invariant is violated. */
    public boolean isSound() {
        return this.breaches.isEmpty();
    }

    /** The outcome of the settle check, in a few words. */
    public String settlingInWords() {
        return switch (this.settling) {
            case OPEN -> "the run ended before the deadline";
            case NOT_ASKED -> "not checked: " + this.because;
            case SETTLED -> "settled as the equations say";
            case BROKEN -> "not settled: " + this.because;
        };
    }
}
