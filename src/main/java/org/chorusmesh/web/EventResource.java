package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.chorusmesh.dynamics.OrderParameter;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.service.Synchrony;
import org.jspecify.annotations.Nullable;

/** One event of the live stream: all of it of one step. */
@Schema(name = "Event", description = "One event of the live stream: all of it of one step")
@ApiJson
record EventResource(NodeResource node, Order order, List<PeerResource> peers) {

    static EventResource of(Synchrony synchrony) {
        NodeSnapshot snapshot = synchrony.snapshot();
        OrderParameter order = snapshot.order();
        return new EventResource(
                NodeResource.of(snapshot),
                new Order(
                        OrderResource.rOf(order),
                        order.meanPhase(),
                        order.n(),
                        order.significance()),
                PeersResource.of(synchrony).peers());
    }

    /** The order parameter at that step. */
    @Schema(name = "EventOrder")
    @ApiJson
    record Order(
            @Schema(nullable = true) @Nullable Double r,
            double meanPhase,
            int n,
            double significance) {}
}
