package org.chorusmesh.benchmarks.jobs;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * What became of the turns of some cycles.
 *
 * @param cycles cycles that began in the window and had ended by the end of it, seen whole
 * @param due turns that their lists held
 * @param none turns of these that were not taken
 * @param overlaps turns that began while another replica's had not ended
 * @param overlapsWithStopped how many of these with a turn that was stopped in its middle
 */
record Turns(int cycles, int due, int none, int overlaps, int overlapsWithStopped) {

    /** A turn that took longer was stopped: its body sleeps for less than a beat. */
    private static final long STOPPED_NANOS = 2 * Tally.PERIOD_NANOS;

    private static final int CYCLE = ChorusReplica.CYCLE;

    static Turns of(Collection<TurnTaken> all, long fromNanos, long toNanos) {
        NavigableMap<Long, Set<Integer>> taken = new TreeMap<>();
        NavigableMap<Long, Integer> due = new TreeMap<>();
        int overlaps = 0;
        int overlapsWithStopped = 0;
        for (TurnTaken turn : all) {
            if (turn.beginNanos() < fromNanos || turn.beginNanos() >= toNanos) {
                continue;
            }
            taken.computeIfAbsent(turn.cycle(), (cycle) -> new HashSet<>()).add(turn.slot());
            due.merge(turn.cycle(), turn.of(), Math::max);
            List<TurnTaken> others =
                    all.stream()
                            .filter((other) -> other.replica() != turn.replica())
                            .filter((other) -> other.isRunningAt(turn.beginNanos()))
                            .toList();
            overlaps += others.isEmpty() ? 0 : 1;
            boolean stopped =
                    others.stream()
                            .anyMatch(
                                    (other) ->
                                            other.endNanos() - other.beginNanos() > STOPPED_NANOS);
            overlapsWithStopped += stopped ? 1 : 0;
        }
        int cycles = 0;
        int slots = 0;
        int none = 0;
        if (!taken.isEmpty()) {
            // The first and the last are seen in part only.
            int of = due.firstEntry().getValue();
            long last = taken.lastKey();
            for (long cycle = taken.firstKey() + CYCLE; cycle < last; cycle += CYCLE) {
                of = due.getOrDefault(cycle, of);
                cycles++;
                slots += of;
                none += of - taken.getOrDefault(cycle, Set.of()).size();
            }
        }
        return new Turns(cycles, slots, none, overlaps, overlapsWithStopped);
    }

    static Turns sum(Collection<Turns> all) {
        return new Turns(
                all.stream().mapToInt(Turns::cycles).sum(),
                all.stream().mapToInt(Turns::due).sum(),
                all.stream().mapToInt(Turns::none).sum(),
                all.stream().mapToInt(Turns::overlaps).sum(),
                all.stream().mapToInt(Turns::overlapsWithStopped).sum());
    }
}
