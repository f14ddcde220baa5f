package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.service.Synchrony;
import org.jspecify.annotations.Nullable;

/** Where the node stands in the count of beats. */
@Schema(name = "Beat", description = "Where the node stands in the count of beats, at sentNanos")
@ApiJson
record BeatResource(
        String nodeId,
        String mesh,
        @Schema(
                        description =
                                "joining: its number is not the mesh's yet; running; silenced or left: it takes no"
                                        + " part any more",
                        allowableValues = {"joining", "running", "silenced", "left"})
                String state,
        @Schema(description = "Number of the beat that the phase came to last") long number,
        @Schema(description = "How far the phase is beyond it, as a fraction of a beat, 0 to 1")
                double phase,
        @Schema(description = "Beats in a second at present; none come while it is not above 0")
                double frequencyHz,
        @Schema(description = "Number of the beat that fires next") long nextNumber,
        @Schema(
                        description =
                                "How long until it fires, if the frequency stays; null if none comes",
                        nullable = true)
                @Nullable Double nextInMillis,
        @Schema(
                        description =
                                "Seconds by which the instant of a beat may differ from that of the nodes in step:"
                                        + " half of the greatest round trip to one of them, and the greatest phase"
                                        + " difference. 0 if none is in step")
                double errorBound,
        @Schema(description = "Whether the members agree on a list for the next beat")
                boolean agreed,
        @Schema(
                        description =
                                "Whether the number is that of more than half of the peers, the node included")
                boolean settled,
        @Schema(
                        description =
                                "Instant at which the request came in, on the node's monotonic clock,"
                                        + " nanoseconds of arbitrary origin and sign")
                long receivedNanos,
        @Schema(
                        description =
                                "Instant of the answer on the same clock. With its own instants of request and"
                                        + " answer a client estimates the offset between the two clocks, to within half"
                                        + " of the round trip")
                long sentNanos) {

    /**
     * A beat as it stands.
     *
     * @param acting whether the state may still be acted on
     */
    static BeatResource of(
            Synchrony synchrony, boolean acting, long receivedNanos, long sentNanos) {
        NodeSnapshot snapshot = synchrony.snapshot();
        BeatState state = snapshot.beat();
        double perSecond = state.rate() / Phases.TURN;
        double place = placeInBeats(state, sentNanos);
        long number = Math.max(0, state.number() + (long) Math.floor(place));
        long next = Math.max(state.nextNumber(), number + 1);
        double untilNext = (next - state.number()) - place;
        return new BeatResource(
                snapshot.identity().nodeId(),
                snapshot.identity().mesh(),
                Units.lowerCase(snapshot.state()),
                number,
                place - Math.floor(place),
                perSecond,
                next,
                (perSecond > 0) ? untilNext / perSecond * 1e3 : null,
                Units.seconds(synchrony.errorBoundNanos()),
                acting && state.agreedList(next) != null,
                state.settled(),
                receivedNanos,
                sentNanos);
    }

    /** How far the phase is beyond the beat of a state at a later instant, in beats. */
    static double placeInBeats(BeatState state, long atNanos) {
        double seconds = Units.seconds(atNanos - state.atNanos());
        return (state.turn() + state.rate() * seconds) / Phases.TURN;
    }
}
