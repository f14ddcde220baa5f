package org.chorusmesh.simulation.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of the beats of a run.
 *
 * @param fired how many beats all nodes fired
 * @param missed how many they leapt over
 * @param due beats at which one of all was to act, fired by most nodes, from the first act on
 * @param owned for how many of these somebody acted
 * @param skipped how many times a node had no agreement at such a beat
 * @param turns how many turns there were
 * @param apart how many times two turns overlapped because the phases of the two nodes were further
 *     apart than the guard
 * @param oneNumberSeconds since when all nodes that run have had one number; null if they do not
 * @param acts the acts and turns, the first of them
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
        List<Act> acts) {

    /** Of a run without beats. */
    public static final BeatFindings NONE = new BeatFindings(0, 0, 0, 0, 0, 0, 0, null, List.of());
}
