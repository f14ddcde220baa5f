package org.chorusmesh.simulation.check;

import java.util.List;

/**
 * What the checks of a run found.
 *
 * @param breaches invariants broken, in the order in which they were found
 * @param settling whether it was asked if the mesh settles, and what came of it
 * @param because why it was not asked, or how it was broken; empty otherwise
 * @param quietJoins how many joins had to be quiet
 * @param displacements largest displacement after each event
 * @param beats what came of the beats
 */
public record Findings(
        List<Breach> breaches,
        SettleCheck.Outcome settling,
        String because,
        int quietJoins,
        List<Displacement> displacements,
        BeatFindings beats) {

    /** Whether nothing was broken. */
    public boolean isSound() {
        return this.breaches.isEmpty();
    }

    /** What became of the settling, in a few words. */
    public String settlingInWords() {
        return switch (this.settling) {
            case OPEN -> "the run is over before it can be told";
            case NOT_ASKED -> "not asked: " + this.because;
            case SETTLED -> "settled as the equations do";
            case BROKEN -> "broken: " + this.because;
        };
    }
}
