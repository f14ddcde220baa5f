package org.chorusmesh.schedule;

import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.beat.TurnClock;
import org.chorusmesh.beat.TurnWindow;
import org.jspecify.annotations.Nullable;

/** Turns in the slots of an agreed list. */
final class EvenTurns implements PulseFollower {

    private final long every;
    private final TurnClock clock;
    private final TurnStart start;
    private final TurnWatch watch;
    private @Nullable TurnWindow coming;

    /** Receives the turn of this node in each cycle. */
    @FunctionalInterface
    interface TurnWatch {

        /**
         * Called when a cycle begins.
         *
         * @param cycle number of its first beat
         * @param turn turn of this node; null if it has none
         */
        void onCycle(long cycle, @Nullable TurnWindow turn);
    }

    EvenTurns(String nodeId, long every, double guardBeats, TurnStart start, TurnWatch watch) {
        this.every = every;
        this.clock = new TurnClock(nodeId, every, guardBeats);
        this.start = start;
        this.watch = watch;
    }

    @Override
    public void onBeat(Strike strike) {
        this.start.job().add(JobOutcome.MISSED, strike.missedOf(this.every, 0));
        this.clock.look(
                strike.state(),
                new FiredBeat(
                        strike.number(),
                        strike.number() - strike.previous() - 1,
                        strike.atNanos()));
        if (strike.number() % this.every == 0) {
            end();
            this.coming = this.clock.turn();
            if (this.coming == null) {
                this.start.job().add(JobOutcome.NO_AGREEMENT, 1);
            }
            this.watch.onCycle(strike.number(), this.coming);
        }
    }

    @Override
    public long look(BeatState state, long nowNanos) {
        this.clock.look(state, null);
        TurnWindow turn = this.coming;
        if (turn == null) {
            return Pulse.NEVER;
        }
        if (this.clock.turn() != turn) {
            end();
            return Pulse.NEVER;
        }
        long beginNanos = state.instantOf(turn.cycle(), turn.begins());
        if (nowNanos < beginNanos) {
            return beginNanos;
        }
        if (nowNanos >= state.instantOf(turn.cycle(), turn.ends())) {
            end();
        } else {
            this.coming = null;
            this.start.begin(turn, state.jumps(), turn.fence(this.every));
        }
        return Pulse.NEVER;
    }

    /** Counts a turn that has not begun as late. */
    private void end() {
        if (this.coming != null) {
            this.coming = null;
            this.start.job().add(JobOutcome.LATE, 1);
        }
    }
}
