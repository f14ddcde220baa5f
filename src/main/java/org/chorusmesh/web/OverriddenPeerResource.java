package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.PeerOverride;
import org.chorusmesh.service.Synchrony;
import org.jspecify.annotations.Nullable;

/** The override of a peer id, in the table or not. */
@Schema(
        name = "OverriddenPeer",
        description = "The override of a peer id, and the peer itself where it is in the table")
@ApiJson
record OverriddenPeerResource(
        String nodeId,
        OverrideResource override,
        @Schema(nullable = true) @Nullable PeerResource peer) {

    static OverriddenPeerResource of(String nodeId, Synchrony synchrony) {
        NodeSnapshot snapshot = synchrony.snapshot();
        PeerResource peer =
                synchrony
                        .find(nodeId)
                        .map((present) -> PeerResource.of(present, snapshot))
                        .orElse(null);
        PeerOverride override = snapshot.overrides().getOrDefault(nodeId, PeerOverride.NONE);
        return new OverriddenPeerResource(nodeId, OverrideResource.of(override), peer);
    }
}
