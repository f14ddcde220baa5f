package org.chorusmesh.schedule;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.dynamics.Phases;
import org.jspecify.annotations.Nullable;

/**
 * Fires beats at their instants, which lie between the steps of the node. A driver calls {@link
 * #look()} repeatedly, one thread at a time.
 *
 * <p>A number fires only if it is greater than all numbers that have fired. Nothing fires from a
 * state that is older than a pause. After the first step that follows a pause, only the latest due
 * beat fires.
 */
public final class Pulse {

    /** The result of {@link #look()} if only another step can make something due. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final double NANOS_PER_SECOND = 1e9;

    private final BeatSource source;
    private final List<PulseFollower> followers = new CopyOnWriteArrayList<>();
    private volatile @Nullable LongConsumer lateness;
    private boolean started;
    private volatile long last;

    /** Creates a pulse that has not fired. */
    public Pulse(BeatSource source) {
        this.source = source;
    }

    /** Adds a follower, which is called on the thread of the driver. */
    public void add(PulseFollower follower) {
        this.followers.add(follower);
    }

    /** Removes a follower. */
    public void remove(PulseFollower follower) {
        this.followers.remove(follower);
    }

    /** Number of the last beat that fired; 0 before the first. */
    public long last() {
        return this.last;
    }

    /** Whether there are followers. */
    boolean isFollowed() {
        return !this.followers.isEmpty();
    }

    /**
     * Sets a recorder that receives the lateness of each beat in nanoseconds, on the thread of the
     * driver.
     */
    public void recordLateness(LongConsumer recorder) {
        this.lateness = recorder;
    }

    /** Skips the beats that were due while the pulse was not driven. */
    public void skip() {
        this.started = false;
    }

    /** Whether a step has reached a beat that this pulse has not fired. */
    boolean isBehind(BeatState state) {
        FiredBeat fired = state.fired();
        return fired != null && fired.number() > this.last;
    }

    /**
     * Fires the beat that is due and starts the turns that are due.
     *
     * @return when to call again if no step changes the instant, on the clock of the source; {@link
     *     #NEVER} if only a step can make something due
     */
    public long look() {
        // Checked first: the number of a node that has not joined yet is not that of the mesh.
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

    /** The latest due beat; null if there is none. */
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

    /**
     * The distance of the phase from a beat at an instant after the step, in beats, if the rate
     * stays the same.
     */
    static double beatsSince(BeatState state, long beat, long nowNanos) {
        double seconds = (nowNanos - state.atNanos()) / NANOS_PER_SECOND;
        return state.beatsSince(beat) + seconds * state.rate() / Phases.TURN;
    }

    private void fire(Strike strike) {
        this.last = strike.number();
        try {
            for (PulseFollower follower : this.followers) {
                follower.onBeat(strike);
            }
        } finally {
            // What waits for the beat comes first.
            LongConsumer recorder = this.lateness;
            if (recorder != null) {
                recorder.accept(strike.latenessNanos());
            }
        }
    }
}
