package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
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
                List<@Nullable Double> offsetMicros) {}
