package org.chorusmesh.beat;

import org.chorusmesh.members.MemberList;
import org.jspecify.annotations.Nullable;

/**
 * Determines the turn of this node in each cycle. The node has a turn only if it had agreement at
 * the first beat of the cycle and its phase reached that beat without a jump. A jump ends its turn.
 */
public final class TurnClock {

    private final String nodeId;
    private final long every;
    private final double guardBeats;
    private @Nullable TurnWindow turn;
    private long jumps;

    /**
     * @param nodeId id of this node
     * @param every beats in a cycle, ≥ 1
     * @param guardBeats by how much a turn ends before its slot, ≥ 0; at most half of the slot
     */
    public TurnClock(String nodeId, long every, double guardBeats) {
        this.nodeId = nodeId;
        this.every = every;
        this.guardBeats = guardBeats;
    }

    /**
     * Updates the turn after a step, or when a beat fires.
     *
     * @param state the beats of the node
     * @param fired the beat that has just fired; null for none
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

    /** The coming or running turn; null if there is none in this cycle or it is over. */
    public @Nullable TurnWindow turn() {
        return this.turn;
    }

    /** The running turn; null if there is none. */
    public @Nullable TurnWindow running(BeatState state) {
        TurnWindow mine = this.turn;
        return (mine != null && state.beatsSince(mine.cycle()) >= mine.begins()) ? mine : null;
    }
}
