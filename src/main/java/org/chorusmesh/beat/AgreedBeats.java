package org.chorusmesh.beat;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.members.MemberList;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for which beats this boot had agreement as they fired, and on which list, since its
 * phase or number last jumped. So it tells whose turn it is in a cycle of any length, without
 * having been told of that length before. May be asked by any thread.
 */
public final class AgreedBeats {

    /** Beats in a row with the same list take one place. */
    private static final int MAX_RUNS = 1024;

    private final List<Run> runs = new ArrayList<>();
    private final double guardBeats;
    private @Nullable BeatState state;
    private long jumps;
    private long last = -1;

    /**
     * A memory of no beat.
     *
     * @param guardBeats by how much a turn ends before its slot does, ≥ 0; half of the slot at most
     */
    public AgreedBeats(double guardBeats) {
        this.guardBeats = guardBeats;
    }

    /** Looks after each step. */
    public synchronized void look(BeatState now) {
        this.state = now;
        FiredBeat fired = now.fired();
        if (now.jumps() != this.jumps) {
            // A beat that fired in the same step was not come to by the phase alone.
            this.jumps = now.jumps();
            this.runs.clear();
            this.last = (fired != null) ? fired.number() : this.last;
        } else if (fired != null && fired.number() != this.last) {
            if (!this.runs.isEmpty() && fired.number() != this.last + 1) {
                add(this.last + 1, null, false);
            }
            this.last = fired.number();
            add(this.last, now.agreedList(this.last), true);
        }
    }

    private void add(long first, @Nullable MemberList list, boolean seen) {
        Run run = new Run(first, list, seen);
        if (!this.runs.isEmpty() && run.goesOnFrom(this.runs.get(this.runs.size() - 1))) {
            return;
        }
        if (this.runs.size() == MAX_RUNS) {
            this.runs.remove(0);
        }
        this.runs.add(run);
    }

    /**
     * The turn of a node in the cycle that the phase is in.
     *
     * @param nodeId this node
     * @param every how many beats a cycle has, ≥ 1
     */
    public synchronized TurnOutlook turn(String nodeId, long every) {
        BeatState now = this.state;
        if (now == null) {
            return new TurnOutlook.None(0, TurnOutlook.Reason.NOT_SEEN);
        }
        long cycle = now.number() - now.number() % every;
        Run run = runOf(cycle);
        if (run == null || !run.seen) {
            return new TurnOutlook.None(cycle, TurnOutlook.Reason.NOT_SEEN);
        }
        MemberList list = run.list;
        if (list == null) {
            return new TurnOutlook.None(cycle, TurnOutlook.Reason.NOT_AGREED);
        }
        int slot = list.indexOf(nodeId);
        return (slot < 0)
                ? new TurnOutlook.None(cycle, TurnOutlook.Reason.NOT_LISTED)
                : new TurnOutlook.Mine(
                        now, TurnWindow.of(cycle, every, slot, list.size(), this.guardBeats));
    }

    private @Nullable Run runOf(long beat) {
        if (beat > this.last) {
            return null;
        }
        for (int i = this.runs.size() - 1; i >= 0; i--) {
            if (this.runs.get(i).first <= beat) {
                return this.runs.get(i);
            }
        }
        return null;
    }

    /**
     * Beats from one on up to the next run.
     *
     * @param list agreed on; null for none
     * @param seen whether they fired; what the node slept through did not
     */
    private record Run(long first, @Nullable MemberList list, boolean seen) {

        boolean goesOnFrom(Run before) {
            return this.seen == before.seen && isSame(this.list, before.list);
        }

        private static boolean isSame(@Nullable MemberList one, @Nullable MemberList other) {
            return one == other
                    || (one != null && other != null && one.slots().equals(other.slots()));
        }
    }
}
