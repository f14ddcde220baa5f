package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import org.chorusmesh.service.NodeEvent;
import org.jspecify.annotations.Nullable;

/** Something that has happened to the node. */
@Schema(name = "NodeEvent", description = "Something that has happened to the node")
@ApiJson
record NodeEventResource(
        @Schema(description = "Rises by 1 since the start") long id,
        @Schema(description = "Wall clock, milliseconds since 1970") long wallMillis,
        @Schema(description = "The node's monotonic clock, milliseconds") double atMillis,
        @Schema(example = "peer_live") String kind,
        @Schema(description = "The peer or member it is about", nullable = true)
                @Nullable String nodeId,
        @Schema(description = "One sentence") String text) {

    static NodeEventResource of(NodeEvent event) {
        return new NodeEventResource(
                event.id(),
                event.wallMillis(),
                Units.round(Units.millis(event.atNanos()), 3),
                event.kind().tag(),
                event.nodeId(),
                event.text());
    }
}
