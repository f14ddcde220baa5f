package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.schedule.Strike;
import org.chorusmesh.service.Synchrony;

/** One event of the stream of beats. */
@Schema(
        name = "BeatEvent",
        description = "A beat that has fired. Its number is the id of the event")
@ApiJson
record BeatEventResource(
        long number,
        @Schema(
                        description =
                                "How many numbers the node left out since the event before: it slept, took over a"
                                        + " greater number, or was too busy")
                long missed,
        @Schema(description = "Instant of the beat on the node's monotonic clock") long atNanos,
        @Schema(description = "Instant at which this was sent, on the same clock") long sentNanos,
        @Schema(description = "Beats in a second at present") double frequencyHz,
        @Schema(description = "Seconds, as in the beat") double errorBound,
        @Schema(description = "Whether the members agree on a list for this beat") boolean agreed,
        boolean settled) {

    static BeatEventResource of(Strike strike, long missed, Synchrony synchrony, long sentNanos) {
        BeatState state = strike.state();
        return new BeatEventResource(
                strike.number(),
                missed,
                strike.atNanos(),
                sentNanos,
                state.rate() / Phases.TURN,
                Units.seconds(synchrony.errorBoundNanos()),
                state.agreedList(strike.number()) != null,
                state.settled());
    }

    /** What comes first after a Last-Event-ID: the beats that a client has not been sent. */
    @Schema(
            name = "BeatGap",
            description = "The beats that fired since the client's last event; they are not sent")
    @ApiJson
    record Gap(long from, long to) {}
}
