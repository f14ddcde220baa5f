package org.chorusmesh.schedule;

import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.Fence;
import org.chorusmesh.beat.TurnWindow;

/** Turns that start at a fixed position of the cycle, whatever the other members are. */
final class StableTurns implements PulseFollower {

    private static final long NONE = -1;

    private final long every;
    private final double place;
    // Within the beat, so that turns which begin in one beat have different tokens.
    private final long index;
    private final double guardBeats;
    private final TurnStart start;
    private long coming = NONE;
    private long jumps;

    /**
     * @param every number of beats in a cycle
     * @param guardBeats by how much a turn ends before the next one of this node begins; half of
     *     the cycle at most
     */
    StableTurns(String nodeId, long every, double guardBeats, TurnStart start) {
        this.every = every;
        this.place = StablePlace.of(nodeId) * every;
        this.index = (long) ((this.place - Math.floor(this.place)) * Fence.INDICES);
        this.guardBeats = Math.min(guardBeats, every / 2.0);
        this.start = start;
    }

    @Override
    public void onBeat(Strike strike) {
        // Turns begin between beats.
    }

    @Override
    public long look(BeatState state, long nowNanos) {
        if (this.coming == NONE || state.jumps() != this.jumps) {
            this.jumps = state.jumps();
            comeAfter(state, nowNanos);
        }
        long beginNanos = state.instantOf(this.coming, this.place);
        if (nowNanos < beginNanos) {
            return beginNanos;
        }
        long cycle = Math.max(this.coming, cycleAt(state, nowNanos));
        this.start.job().add(JobOutcome.MISSED, (cycle - this.coming) / this.every);
        this.coming = cycle + this.every;
        this.start.begin(
                new TurnWindow(cycle, 0, 1, this.place, this.place + this.every - this.guardBeats),
                state.jumps(),
                Fence.token(cycle + (long) this.place, this.index));
        return state.instantOf(this.coming, this.place);
    }

    /** Moves to the first turn that is still ahead. A turn that was used does not come again. */
    private void comeAfter(BeatState state, long nowNanos) {
        long next = cycleAt(state, nowNanos) + this.every;
        if (this.coming != NONE && next > this.coming) {
            this.start.job().add(JobOutcome.MISSED, (next - this.coming) / this.every);
        }
        this.coming = Math.max(this.coming, next);
    }

    /** The cycle whose position was passed last; may be −every before the first. */
    private long cycleAt(BeatState state, long nowNanos) {
        long cycle = Math.floorDiv(state.number(), this.every) * this.every;
        double beyond = Pulse.beatsSince(state, cycle, nowNanos) - this.place;
        return cycle + (long) Math.floor(beyond / this.every) * this.every;
    }
}
