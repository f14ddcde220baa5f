package org.chorusmesh.simulation.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts of the beats, acts and turns of a run.
 *
 * @param fired beats fired, the sum over all nodes
 * @param missed beats missed by a jump of the number, the sum over all nodes
 * @param due beats for which a job by {@code one} was due and that more than half of the nodes
 *     fired, from the first act on
 * @param owned how many of the due beats a node acted for
 * @param skipped how often a node fired a beat of such a job without agreement
 * @param turns turns that began
 * @param apart overlaps of two turns that the guard cannot prevent, see {@link TurnCheck}
 * @param oneNumberSeconds since when all running nodes have had the same number, seconds of virtual
 *     time; null if they do not
 * @param acts the first 20 000 acts and turns
 * @param firings the first 20 000 beats fired
 */
public record BeatFindings(
        long fired,
        long missed,
        long due,
        long owned,
        long skipped,
        long turns,
        long apart,
        @Nullable Double oneNumberSeconds,
        List<Act> acts,
        List<Firing> firings) {

    /** Findings of a run without beats. */
    public static final BeatFindings NONE =
            new BeatFindings(0, 0, 0, 0, 0, 0, 0, null, List.of(), List.of());
}
