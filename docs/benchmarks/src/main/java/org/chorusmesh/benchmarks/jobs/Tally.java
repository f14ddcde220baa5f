package org.chorusmesh.benchmarks.jobs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What became of the slots of a window of time.
 *
 * @param slots slots that began in the window
 * @param none slots for which no run began
 * @param twice slots for which more than one run began
 * @param overlaps runs that began while a run on another replica had not ended
 * @param latenessNanos of each run that was due in the window: its begin less the slot's
 * @param gapNanos longest time without the begin of a run
 */
record Tally(
        int slots, int none, int twice, int overlaps, List<Long> latenessNanos, long gapNanos) {

    static final long PERIOD_NANOS = 1_000_000_000;

    /** Counts the slots that were due from one instant to another. */
    static Tally of(Collection<Act> all, long fromNanos, long toNanos) {
        NavigableMap<Long, List<Act>> bySlot = new TreeMap<>();
        all.forEach(
                (act) -> bySlot.computeIfAbsent(act.slot(), (slot) -> new ArrayList<>()).add(act));
        int slots = 0;
        int none = 0;
        int twice = 0;
        List<Long> lateness = new ArrayList<>();
        long first = slotAt(bySlot, fromNanos);
        for (long slot = first; dueNanos(bySlot, slot) < toNanos; slot++) {
            List<Act> acts = bySlot.getOrDefault(slot, List.of());
            slots++;
            none += acts.isEmpty() ? 1 : 0;
            twice += acts.size() > 1 ? 1 : 0;
            acts.forEach((act) -> lateness.add(act.beginNanos() - act.dueNanos()));
        }
        return new Tally(
                slots,
                none,
                twice,
                overlaps(all, fromNanos, toNanos),
                lateness,
                gap(all, fromNanos, toNanos));
    }

    /** The counts of several windows. */
    static Tally sum(Collection<Tally> tallies) {
        List<Long> lateness = new ArrayList<>();
        tallies.forEach((tally) -> lateness.addAll(tally.latenessNanos));
        return new Tally(
                tallies.stream().mapToInt(Tally::slots).sum(),
                tallies.stream().mapToInt(Tally::none).sum(),
                tallies.stream().mapToInt(Tally::twice).sum(),
                tallies.stream().mapToInt(Tally::overlaps).sum(),
                lateness,
                tallies.stream().mapToLong(Tally::gapNanos).max().orElse(0));
    }

    /** The first slot that is due at an instant or later. */
    private static long slotAt(NavigableMap<Long, List<Act>> bySlot, long nanos) {
        long slot = bySlot.firstKey();
        slot += (nanos - dueNanos(bySlot, slot)) / PERIOD_NANOS;
        while (dueNanos(bySlot, slot) >= nanos) {
            slot--;
        }
        while (dueNanos(bySlot, slot) < nanos) {
            slot++;
        }
        return slot;
    }

    /** When a slot is due, counted from the nearest before it, or else after it, that was run. */
    private static long dueNanos(NavigableMap<Long, List<Act>> bySlot, long slot) {
        Map.Entry<Long, List<Act>> known = bySlot.floorEntry(slot);
        if (known == null) {
            known = bySlot.firstEntry();
        }
        return known.getValue().get(0).dueNanos() + (slot - known.getKey()) * PERIOD_NANOS;
    }

    private static int overlaps(Collection<Act> all, long fromNanos, long toNanos) {
        int overlaps = 0;
        for (Act act : all) {
            if (act.beginNanos() < fromNanos || act.beginNanos() >= toNanos) {
                continue;
            }
            boolean overlapping =
                    all.stream()
                            .anyMatch(
                                    (other) ->
                                            other.replica() != act.replica()
                                                    && other.isRunningAt(act.beginNanos()));
            overlaps += overlapping ? 1 : 0;
        }
        return overlaps;
    }

    private static long gap(Collection<Act> all, long fromNanos, long toNanos) {
        long[] begins =
                all.stream()
                        .mapToLong(Act::beginNanos)
                        .filter((nanos) -> nanos > fromNanos && nanos < toNanos)
                        .sorted()
                        .toArray();
        long gap = 0;
        long last = fromNanos;
        for (long begin : begins) {
            gap = Math.max(gap, begin - last);
            last = begin;
        }
        return Math.max(gap, toNanos - last);
    }
}
