package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.TurnOutlook;
import org.chorusmesh.beat.TurnWindow;
import org.chorusmesh.dynamics.Phases;
import org.jspecify.annotations.Nullable;

/** This node's turn in the present cycle. */
@Schema(
        name = "Turn",
        description = "This node's turn in the present cycle, or the reason why it has none")
@ApiJson
record TurnResource(
        String nodeId,
        @Schema(description = "How many beats a cycle has") long every,
        @Schema(description = "Number of the cycle's first beat") long cycle,
        @Schema(description = "0 to of - 1", nullable = true) @Nullable Integer slot,
        @Schema(description = "How many slots the cycle has", nullable = true) @Nullable Integer of,
        @Schema(
                        description =
                                "How long until the turn begins, negative once it has; null without a turn, or while"
                                        + " no beats come",
                        nullable = true)
                @Nullable Double beginsInMillis,
        @Schema(
                        description =
                                "How long until the turn has to be over, negative once it is; null without a turn",
                        nullable = true)
                @Nullable Double endsInMillis,
        @Schema(description = "Whether the turn is running") boolean running,
        @Schema(
                        description =
                                "The turn's fence token, a decimal number: a store refuses what is smaller than the"
                                        + " greatest that it saw, or equal and from another node",
                        nullable = true)
                @Nullable String fence,
        @Schema(
                        description =
                                "Why there is no turn: the node did not see the cycle begin (it started, jumped or"
                                        + " slept), the members did not agree then, or it is not on their list; null"
                                        + " with a turn",
                        allowableValues = {"not_seen", "not_agreed", "not_listed"},
                        nullable = true)
                @Nullable String reason) {

    static TurnResource of(String nodeId, long every, TurnOutlook outlook, long nowNanos) {
        if (outlook instanceof TurnOutlook.None none) {
            return new TurnResource(
                    nodeId,
                    every,
                    none.cycle(),
                    null,
                    null,
                    null,
                    null,
                    false,
                    null,
                    Units.lowerCase(none.reason()));
        }
        TurnOutlook.Mine mine = (TurnOutlook.Mine) outlook;
        BeatState state = mine.state();
        TurnWindow window = mine.window();
        double place =
                (state.number() - window.cycle()) + BeatResource.placeInBeats(state, nowNanos);
        return new TurnResource(
                nodeId,
                every,
                window.cycle(),
                window.slot(),
                window.of(),
                millis(window.begins() - place, state),
                millis(window.ends() - place, state),
                mine.isRunning(place),
                Long.toString(window.fence(every)),
                null);
    }

    private static @Nullable Double millis(double beats, BeatState state) {
        return (state.rate() > 0) ? beats * Phases.TURN / state.rate() * 1e3 : null;
    }
}
