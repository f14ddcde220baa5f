package org.chorusmesh.schedule;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.dynamics.Phases;
import org.jspecify.annotations.Nullable;

/**
 * Fires beats at their instants, which lie between the steps of the node. Whoever drives it calls
 * {@link #look()} again and again, one thread at a time.
 *
 * <p>A number fires only if it is greater than every number before. Nothing fires by a state that
 * is from before a pause: the step after it comes first, then one beat fires, the latest.
 */
public final class Pulse {

    /** The answer of {@link #look()} where only another step can bring something. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final double NANOS_PER_SECOND = 1e9;

    private final BeatSource source;
    private final List<PulseFollower> followers = new CopyOnWriteArrayList<>();
    private volatile @Nullable LongConsumer lateness;
    private boolean started;
    private volatile long last;

    /** A pulse that has fired nothing. */
    public Pulse(BeatSource source) {
        this.source = source;
    }

    /** Calls a follower from the next beat on, on the driver's thread. */
    public void add(PulseFollower follower) {
        this.followers.add(follower);
    }

    /** Calls a follower no more. */
    public void remove(PulseFollower follower) {
        this.followers.remove(follower);
    }

    /** The number of the last beat that fired; 0 before one has. */
    public long last() {
        return this.last;
    }

    /** Whether anybody is called at all. */
    boolean isFollowed() {
        return !this.followers.isEmpty();
    }

    /** Takes the lateness of each firing in nanoseconds, on the driver's thread. */
    public void recordLateness(LongConsumer recorder) {
        this.lateness = recorder;
    }

    /** Lets go what has come and gone while nobody drove it. */
    public void skip() {
        this.started = false;
    }

    /** Whether a step has come to a beat that has not been fired here. */
    boolean isBehind(BeatState state) {
        FiredBeat fired = state.fired();
        return fired != null && fired.number() > this.last;
    }

    /**
     * Fires and begins what is due.
     *
     * @return when to look again if no step changes anything, on the source's clock; {@link #NEVER}
     *     if only a step can bring something
     */
    public long look() {
        // In this order: the number of a node that has not come in yet is not the mesh's.
        if (!this.source.isRunning()) {
            return NEVER;
        }
        BeatState state = this.source.state();
        long nowNanos = this.source.nanoTime();
        if (nowNanos - state.atNanos() > this.source.freshNanos()) {
            return NEVER;
        }
        if (!this.started) {
            this.started = true;
            this.last = Math.max(this.last, state.nextNumber() - 1);
        }
        Strike strike = due(state, nowNanos);
        if (strike != null) {
            fire(strike);
        }
        if (!(state.rate() > 0)) {
            return NEVER;
        }
        long nextNanos = state.instantOf(awaited(state), 0);
        for (PulseFollower follower : this.followers) {
            nextNanos = Math.min(nextNanos, follower.look(state, nowNanos));
        }
        return nextNanos;
    }

    private long awaited(BeatState state) {
        return Math.max(state.nextNumber(), this.last + 1);
    }

    /** The latest beat that is due; null if none is. */
    private @Nullable Strike due(BeatState state, long nowNanos) {
        long awaited = awaited(state);
        if (nowNanos >= state.instantOf(awaited, 0)) {
            long number = awaited + (long) Math.max(0, beatsSince(state, awaited, nowNanos));
            return new Strike(number, this.last, state.instantOf(number, 0), nowNanos, state);
        }
        FiredBeat fired = state.fired();
        return (fired != null && isBehind(state))
                ? new Strike(fired.number(), this.last, fired.atNanos(), nowNanos, state)
                : null;
    }

    /** How far the phase has come beyond a beat at an instant after the step, if the rate stays. */
    static double beatsSince(BeatState state, long beat, long nowNanos) {
        double seconds = (nowNanos - state.atNanos()) / NANOS_PER_SECOND;
        return state.beatsSince(beat) + seconds * state.rate() / Phases.TURN;
    }

    private void fire(Strike strike) {
        this.last = strike.number();
        LongConsumer recorder = this.lateness;
        if (recorder != null) {
            recorder.accept(strike.latenessNanos());
        }
        for (PulseFollower follower : this.followers) {
            follower.onBeat(strike);
        }
    }
}
