package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.chorusmesh.service.BeatTrace;
import org.jspecify.annotations.Nullable;

/** A beat that has fired, and when the peers fired theirs. */
@Schema(name = "WatchFiredBeat", description = "A beat that has fired")
@ApiJson
record WatchFiredBeat(
        long number,
        @Schema(description = "Instant of the beat on the node's monotonic clock, milliseconds")
                double atMillis,
        @Schema(description = "How many numbers were let go since the beat before") long missed,
        @Schema(
                        description = "Latest less earliest of those in step; null where none is",
                        nullable = true)
                @Nullable Double spreadMicros,
        @Schema(
                        description =
                                "By how much each peer fires after the node, microseconds, in the order of"
                                        + " ids of 'peers'; null for one that is not in step")
                List<@Nullable Double> offsetMicros) {

    /**
     * A beat.
     *
     * @param ids of the peers, in their order
     */
    static WatchFiredBeat of(BeatTrace beat, List<String> ids) {
        Map<String, Double> offsets = beat.offsetSeconds();
        return new WatchFiredBeat(
                beat.number(),
                Units.round(Units.millis(beat.atNanos()), 3),
                beat.missed(),
                Units.rounded(beat.spreadSeconds() * 1e6, 1),
                ids.stream().map((id) -> micros(offsets.get(id))).toList());
    }

    private static @Nullable Double micros(@Nullable Double seconds) {
        return (seconds != null) ? Units.rounded(seconds * 1e6, 1) : null;
    }
}
