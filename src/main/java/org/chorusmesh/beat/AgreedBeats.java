package org.chorusmesh.beat;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.members.MemberList;
import org.jspecify.annotations.Nullable;

/**
 * Records for which beats this boot had agreement when they fired, and on which list, since its
 * phase or number last jumped. From this it computes the turn in a cycle of any length, which need
 * not be known before. Thread-safe.
 */
public final class AgreedBeats {

    /** Successive beats with the same list form one run. */
    private static final int MAX_RUNS = 1024;

    private final List<Run> runs = new ArrayList<>();
    private final double guardBeats;
    private @Nullable BeatState state;
    private long jumps;
    private long last = -1;

    /**
     * @param guardBeats by how much a turn ends before its slot, ≥ 0; at most half of the slot
     */
    public AgreedBeats(double guardBeats) {
        this.guardBeats = guardBeats;
    }

    /** Records the state after a step. */
    public synchronized void look(BeatState now) {
        this.state = now;
        FiredBeat fired = now.fired();
        if (now.jumps() != this.jumps) {
            // The phase did not reach a beat that fired in the same step without the jump.
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
     * @param every beats in a cycle, ≥ 1
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
     * The beats from {@code first} to the next run.
     *
     * @param list the agreed list; null for none
     * @param seen whether they fired; beats during a sleep did not
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
