package org.chorusmesh.beat;

import java.util.List;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.MemberView;
import org.jspecify.annotations.Nullable;

/**
 * The beats and members of a node as a step left them; immutable.
 *
 * @param number n
 * @param turn s·θ, radians in [0, 2π)
 * @param rate s·dθ/dt without the noise, rad/s; beats come while it is greater than 0
 * @param atNanos the instant of the step on the node's monotonic clock
 * @param nextNumber the number of the beat that fires next
 * @param fired the beat that this boot has fired last; null for none
 * @param jumps how often the phase or the number has jumped; a jump ends a turn
 * @param settled whether it is in step with more than half of its peers, so that its number is the
 *     mesh's
 * @param epochBeats how many beats an epoch has
 * @param present the list of the present epoch
 * @param coming the list of the next one
 * @param counted how many peers have weight and take part in the beats
 * @param inStep how many of them are in step
 * @param distant how many of them are too far away for an exact number
 * @param disputed how many of them have a number too far ahead to be followed
 * @param members everybody known, in order of their ids
 */
public record BeatState(
        long number,
        double turn,
        double rate,
        long atNanos,
        long nextNumber,
        @Nullable FiredBeat fired,
        long jumps,
        boolean settled,
        long epochBeats,
        ListState present,
        ListState coming,
        int counted,
        int inStep,
        int distant,
        int disputed,
        List<MemberView> members) {

    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * The list on which there is agreement for a beat; null where there is none.
     *
     * @param beat its number
     */
    public @Nullable MemberList agreedList(long beat) {
        long epoch = Math.floorDiv(beat, this.epochBeats);
        if (epoch == this.present.epoch()) {
            return this.present.agreed() ? this.present.list() : null;
        }
        return (epoch == this.coming.epoch() && this.coming.agreed()) ? this.coming.list() : null;
    }

    /** How far the phase has come beyond a beat, in beats; negative before it. */
    public double beatsSince(long beat) {
        return (this.number - beat) + this.turn / Phases.TURN;
    }

    /**
     * The instant of a place in the count of beats, if the rate stays.
     *
     * @param beat a number
     * @param beats how far beyond it
     * @return on the node's monotonic clock; {@link Long#MAX_VALUE} if the phase does not go
     *     forward, or so slowly that the clock ends before
     */
    public long instantOf(long beat, double beats) {
        if (!(this.rate > 0)) {
            return Long.MAX_VALUE;
        }
        double radians = (beats - beatsSince(beat)) * Phases.TURN;
        double nanos = StrictMath.ceil(radians / this.rate * NANOS_PER_SECOND);
        return (nanos < Long.MAX_VALUE - Math.max(0.0, this.atNanos))
                ? this.atNanos + (long) nanos
                : Long.MAX_VALUE;
    }

    /** The instant of the next beat, if the rate stays; {@link Long#MAX_VALUE} if none comes. */
    public long nextAtNanos() {
        return instantOf(this.nextNumber, 0);
    }
}
