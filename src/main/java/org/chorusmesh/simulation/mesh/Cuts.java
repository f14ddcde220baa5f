package org.chorusmesh.simulation.mesh;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.simulation.scenario.Event;

/** The partitions and clogged links in force, and what they do to a frame. */
final class Cuts {

    /** Stands for a frame that is lost. */
    static final long LOST = Long.MAX_VALUE;

    private record Cut(long untilNanos, boolean held, int[] groups, List<List<Integer>> links) {

        boolean covers(int from, int to) {
            return (this.groups.length > 0)
                    ? group(from) != group(to)
                    : this.links.contains(List.of(from, to));
        }

        private int group(int node) {
            // Duplicates run on machines of their own, which no group names.
            return (node < this.groups.length) ? this.groups[node] : 0;
        }
    }

    private final int nodes;
    private final List<Cut> cuts = new ArrayList<>();

    Cuts(int nodes) {
        this.nodes = nodes;
    }

    void add(Event.Partition partition) {
        int[] groups = new int[this.nodes];
        int number = 1;
        for (List<Integer> group : partition.groups()) {
            for (int node : group) {
                groups[node] = number;
            }
            number++;
        }
        this.cuts.add(new Cut(partition.endNanos(), partition.held(), groups, List.of()));
    }

    void add(Event.Clog clog) {
        this.cuts.add(new Cut(clog.endNanos(), clog.held(), new int[0], clog.links()));
    }

    /**
     * Until when a frame sent at an instant is held; the instant itself if it is not, {@link #LOST}
     * if it is lost.
     */
    long hold(long nanos, int from, int to) {
        long until = nanos;
        for (int i = this.cuts.size() - 1; i >= 0; i--) {
            Cut cut = this.cuts.get(i);
            if (cut.untilNanos() <= nanos) {
                this.cuts.remove(i);
            } else if (cut.covers(from, to)) {
                until = cut.held() ? Math.max(until, cut.untilNanos()) : LOST;
                if (until == LOST) {
                    return LOST;
                }
            }
        }
        return until;
    }

    boolean isEmpty() {
        return this.cuts.isEmpty();
    }
}
