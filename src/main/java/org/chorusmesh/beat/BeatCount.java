package org.chorusmesh.beat;

import org.chorusmesh.dynamics.Phases;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the beats of one boot. It unwraps the phase to Φ = 2π·n + s·θ, with s·θ in [0, 2π) and s
 * the sign of the natural frequency; beat n is the instant at which Φ first reaches 2π·n. Coupling
 * can turn a phase back for a while, and a mesh can be ahead, so a beat fires only if its number is
 * greater than every number before: none fires twice, none goes back.
 */
public final class BeatCount {

    private long number;
    private double turn;
    private int sign;
    private long leapt;
    private long reached;
    private long lastFired;
    private long jumps;
    private @Nullable FiredBeat fired;

    /**
     * Starts a count.
     *
     * @param number the first number, 0 … 2^47 − 1; it does not fire
     * @param phase θ, radians
     * @param naturalFrequency ω, rad/s
     */
    public BeatCount(long number, double phase, double naturalFrequency) {
        this.sign = signOf(naturalFrequency);
        begin(number, phase);
    }

    /** The sign of a frequency, +1 at 0. */
    static int signOf(double naturalFrequency) {
        return (naturalFrequency < 0) ? -1 : 1;
    }

    /** Starts again with a number and a phase, as a node that joins for the first time. */
    public void begin(long first, double phase) {
        this.number = Math.min(Math.max(0, first), BeatReport.MAX_NUMBER);
        this.turn = Phases.wrap(this.sign * phase);
        this.reached = this.number;
        this.lastFired = this.number;
    }

    /**
     * Takes over the phase and the number of a mesh that this boot has been in before. The number
     * does not go back.
     */
    public void rejoin(long others, double phase) {
        this.turn = Phases.wrap(this.sign * phase);
        this.jumps++;
        leap(Math.max(0, others - this.number));
    }

    /**
     * Follows the phase.
     *
     * @param phase the new phase, radians
     * @param moved by how much it has moved, radians, whole turns included
     * @param naturalFrequency ω from now on, rad/s; if its sign changes, the number stays and the
     *     position within the beat jumps
     */
    public void follow(double phase, double moved, double naturalFrequency) {
        double next = Phases.wrap(this.sign * phase);
        long turns = (long) StrictMath.rint((this.turn + this.sign * moved - next) / Phases.TURN);
        this.number = Math.min(Math.max(0, this.number + turns), BeatReport.MAX_NUMBER);
        this.turn = next;
        if (signOf(naturalFrequency) != this.sign) {
            this.sign = -this.sign;
            this.turn = Phases.wrap(this.sign * phase);
            this.jumps++;
        }
    }

    /**
     * Records a jump: the phase was set by a command, or the node is out of step with most peers. A
     * jump ends a turn.
     */
    public void jump() {
        this.jumps++;
    }

    /**
     * Takes over a number that is ahead. Skipped beats do not fire.
     *
     * @param beats by how much it is ahead, ≥ 0
     */
    public void leap(long beats) {
        this.number = Math.min(this.number + beats, BeatReport.MAX_NUMBER);
        this.leapt += beats;
        if (beats > 0) {
            this.jumps++;
            this.reached = Math.max(this.reached, this.number);
        }
    }

    /**
     * Fires the beat that the phase has reached, if any. After a long step that is the latest of
     * several.
     *
     * @param nowNanos the instant of the step
     * @param elapsedNanos how long the step took
     * @param rate dθ/dt at its end, rad/s
     * @return the beat; null if there is none to fire
     */
    public @Nullable FiredBeat fire(long nowNanos, long elapsedNanos, double rate) {
        if (this.number <= this.reached) {
            return null;
        }
        double forward = this.sign * rate;
        long sinceNanos =
                (forward > 0) ? (long) Math.min(elapsedNanos, this.turn / forward * 1e9) : 0;
        this.fired =
                new FiredBeat(this.number, this.number - this.lastFired - 1, nowNanos - sinceNanos);
        this.reached = this.number;
        this.lastFired = this.number;
        return this.fired;
    }

    /** n, 0 … 2^47 − 1. */
    public long number() {
        return this.number;
    }

    /** s·θ, radians in [0, 2π). */
    public double turn() {
        return this.turn;
    }

    /** Φ/2π, ≥ 0. */
    public double beats() {
        return this.number + this.turn / Phases.TURN;
    }

    /** s, −1 or +1. */
    public int sign() {
        return this.sign;
    }

    /** The beat that fired last; null for none. */
    public @Nullable FiredBeat fired() {
        return this.fired;
    }

    /** Number of jumps of the phase or the number. */
    public long jumps() {
        return this.jumps;
    }

    /**
     * Sum of all jumps of the number of this boot, in beats. A difference to a peer shifts by it.
     */
    long leapt() {
        return this.leapt;
    }

    /** The number of the next beat to fire. */
    public long nextNumber() {
        return Math.max(this.number, this.reached) + 1;
    }

    /**
     * The time until the next beat fires, if the rate stays the same.
     *
     * @param rate dθ/dt, rad/s
     * @return nanoseconds; {@link Long#MAX_VALUE} if the phase does not advance
     */
    public long untilNextNanos(double rate) {
        return untilNanos(nextNumber(), rate);
    }

    /**
     * The time until the number first is a later one, if the rate stays the same.
     *
     * @param later a number greater than the present one
     * @param rate dθ/dt, rad/s
     * @return nanoseconds; {@link Long#MAX_VALUE} if the phase does not advance
     */
    public long untilNanos(long later, double rate) {
        double forward = this.sign * rate;
        if (!(forward > 0)) {
            return Long.MAX_VALUE;
        }
        double radians = (later - this.number) * Phases.TURN - this.turn;
        return (long) StrictMath.ceil(radians / forward * 1e9);
    }
}
