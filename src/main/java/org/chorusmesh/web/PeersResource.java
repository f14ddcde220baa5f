package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.chorusmesh.node.NodeSnapshot;

/** All peers in the table. */
@Schema(name = "Peers", description = "All peers in the table, in order of admission")
@ApiJson
record PeersResource(
        List<PeerResource> peers,
        @Schema(
                        description =
                                "Instant that the peers' phases hold at, on the node's monotonic clock")
                long atNanos) {

    static PeersResource of(NodeSnapshot snapshot) {
        return new PeersResource(
                snapshot.peers().stream().map((peer) -> PeerResource.of(peer, snapshot)).toList(),
                snapshot.atNanos());
    }
}
