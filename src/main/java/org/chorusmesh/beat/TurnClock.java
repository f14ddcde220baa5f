package org.chorusmesh.beat;

import org.chorusmesh.members.MemberList;
import org.jspecify.annotations.Nullable;

/**
 * When this node has its turn in cycles of so many beats. It takes part in a cycle only if it had
 * agreement at the cycle's first beat and came to that beat by its phase; a jump ends its turn.
 */
public final class TurnClock {

    private final String nodeId;
    private final long every;
    private final double guardBeats;
    private @Nullable TurnWindow turn;
    private long jumps;

    /**
     * A clock that has seen no cycle yet.
     *
     * @param nodeId this node
     * @param every how many beats a cycle has, ≥ 1
     * @param guardBeats by how much a turn ends before its slot does, ≥ 0; half of the slot at most
     */
    public TurnClock(String nodeId, long every, double guardBeats) {
        this.nodeId = nodeId;
        this.every = every;
        this.guardBeats = guardBeats;
    }

    /**
     * Looks after a step, or at a beat as it fires.
     *
     * @param state the node's beats
     * @param fired the beat that has just fired; null if none has
     */
    public void look(BeatState state, @Nullable FiredBeat fired) {
        if (state.jumps() != this.jumps) {
            this.jumps = state.jumps();
            this.turn = null;
        } else if (fired != null && fired.number() % this.every == 0) {
            this.turn = begin(fired.number(), state.agreedList(fired.number()));
        }
        if (this.turn != null && state.beatsSince(this.turn.cycle()) >= this.turn.ends()) {
            this.turn = null;
        }
    }

    private @Nullable TurnWindow begin(long cycle, @Nullable MemberList list) {
        int slot = (list != null) ? list.indexOf(this.nodeId) : -1;
        return (slot < 0)
                ? null
                : TurnWindow.of(cycle, this.every, slot, list.size(), this.guardBeats);
    }

    /** The turn that is coming or running; null if there is none in this cycle, or it is over. */
    public @Nullable TurnWindow turn() {
        return this.turn;
    }

    /** The turn that is running; null if none is. */
    public @Nullable TurnWindow running(BeatState state) {
        TurnWindow mine = this.turn;
        return (mine != null && state.beatsSince(mine.cycle()) >= mine.begins()) ? mine : null;
    }
}
