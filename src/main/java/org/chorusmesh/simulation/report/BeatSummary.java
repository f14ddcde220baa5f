package org.chorusmesh.simulation.report;

import org.chorusmesh.simulation.check.BeatFindings;
import org.jspecify.annotations.Nullable;

/**
 * What came of the beats of a run, as {@code summary.json} tells it.
 *
 * @param fired how many beats all nodes fired
 * @param missed how many they leapt over
 * @param due beats at which one of all was to act, fired by most nodes, from the first act on
 * @param owned for how many of these a node acted
 * @param skipped how many times a node had no agreement at such a beat
 * @param turns how many turns began
 * @param apart how many times two turns overlapped that no guard keeps apart
 * @param oneNumberSeconds since when all nodes that run have had one number; null if they do not
 */
public record BeatSummary(
        long fired,
        long missed,
        long due,
        long owned,
        long skipped,
        long turns,
        long apart,
        @Nullable Double oneNumberSeconds) {

    static BeatSummary of(BeatFindings found) {
        return new BeatSummary(
                found.fired(),
                found.missed(),
                found.due(),
                found.owned(),
                found.skipped(),
                found.turns(),
                found.apart(),
                found.oneNumberSeconds());
    }
}
