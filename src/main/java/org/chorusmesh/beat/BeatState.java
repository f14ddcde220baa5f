package org.chorusmesh.beat;

import java.util.List;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.MemberView;
import org.jspecify.annotations.Nullable;

/**
 * The beats and members of a node after a step; immutable.
 *
 * @param number n
 * @param turn s·θ, radians in [0, 2π)
 * @param rate s·dθ/dt without noise, rad/s; beats fire while it is greater than 0
 * @param atNanos the instant of the step on the node's monotonic clock
 * @param nextNumber the number of the next beat to fire
 * @param fired the latest beat that this boot has fired; null for none
 * @param jumps number of jumps of the phase or the number; a jump ends a turn
 * @param settled whether the node is in step with more than half of its peers, so that its number
 *     is that of the mesh
 * @param epochBeats beats in an epoch
 * @param present the list of the present epoch
 * @param coming the list of the next epoch
 * @param counted number of peers that have weight and take part in the beats
 * @param inStep number of these that are in step
 * @param distant number of these whose round trip is too long for an exact number
 * @param disputed number of these whose number is too far ahead to be followed
 * @param members all known members, in order of their ids
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
     * The list on which there is agreement for a beat; null if there is none.
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

    /** The distance of the phase from a beat, in beats; negative before the beat. */
    public double beatsSince(long beat) {
        return (this.number - beat) + this.turn / Phases.TURN;
    }

    /**
     * The instant of a position in the count of beats, if the rate stays the same.
     *
     * @param beat number of a beat
     * @param beats position after it, in beats
     * @return on the node's monotonic clock; {@link Long#MAX_VALUE} if the phase does not advance,
     *     or too slowly for the range of the clock
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

    /**
     * The instant of the next beat, if the rate stays the same; {@link Long#MAX_VALUE} if there is
     * none.
     */
    public long nextAtNanos() {
        return instantOf(this.nextNumber, 0);
    }
}
