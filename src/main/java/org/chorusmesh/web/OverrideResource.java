package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import org.chorusmesh.node.PeerOverride;

/** An operator's say on one peer id. */
@Schema(
        name = "Override",
        description =
                "An operator's say on one peer id; it outlives the peer's eviction and restart")
@ApiJson
record OverrideResource(
        @Schema(description = "Factor on the peer's evidence", minimum = "0", maximum = "1")
                double weight,
        @Schema(description = "Whether the peer is left out of the sum altogether") boolean muted) {

    static OverrideResource of(PeerOverride override) {
        return new OverrideResource(override.weight(), override.muted());
    }
}
