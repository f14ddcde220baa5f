package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.ListState;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.service.BeatStatistics;
import org.chorusmesh.service.Synchrony;

/** Where the node stands in the count of beats, at the step of the state. */
@Schema(name = "WatchBeat", description = "Where the node stands in the count of beats")
@ApiJson
record WatchBeat(
        @Schema(description = "Number of the beat that the phase came to last") long number,
        @Schema(description = "How far the phase is beyond it, as a fraction of a beat, 0 to 1")
                double phase,
        long nextNumber,
        @Schema(
                        description =
                                "Whether the number is that of more than half of the peers, the node included")
                boolean settled,
        @Schema(description = "Whether the members agree on a list for the next beat")
                boolean agreed,
        @Schema(description = "By how much its instant may differ from that of the nodes in step")
                double errorBoundMicros,
        @Schema(description = "Beats fired since the start") long fired,
        @Schema(description = "Numbers let go between them") long missed,
        Epoch presentEpoch,
        Epoch comingEpoch) {

    static WatchBeat of(Synchrony synchrony, BeatStatistics statistics, boolean acting) {
        BeatState beat = synchrony.snapshot().beat();
        return new WatchBeat(
                beat.number(),
                Units.round(beat.turn() / Phases.TURN, 6),
                beat.nextNumber(),
                beat.settled(),
                acting && beat.agreedList(beat.nextNumber()) != null,
                Units.round(Units.micros(synchrony.errorBoundNanos()), 1),
                statistics.fired(),
                statistics.missed(),
                Epoch.of(beat.present(), beat.epochBeats(), acting),
                Epoch.of(beat.coming(), beat.epochBeats(), acting));
    }

    /** How the list of one epoch stands; 'members' has the list. */
    @Schema(name = "WatchEpochState", description = "How the list of one epoch stands")
    @ApiJson
    record Epoch(
            @Schema(description = "The number of its first beat") long firstNumber,
            @Schema(description = "Whether this node has frozen a list for it") boolean frozen,
            @Schema(description = "Over how many links others are known to have the same, 0 to 255")
                    int radius,
            @Schema(description = "Whether this node may act on it for the mesh") boolean agreed) {

        static Epoch of(ListState state, long epochBeats, boolean acting) {
            return new Epoch(
                    Math.max(0, state.epoch()) * epochBeats,
                    state.list() != null,
                    state.radius(),
                    acting && state.agreed());
        }
    }
}
