package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.service.Synchrony;

/** The node against its peers. */
@Schema(
        name = "Peers",
        description = "The node against all peers in its table, in order of admission")
@ApiJson
record PeersResource(
        Self node,
        List<PeerResource> peers,
        @Schema(description = "Instant that all phases hold at, on the node's monotonic clock")
                long atNanos) {

    static PeersResource of(Synchrony synchrony) {
        NodeSnapshot snapshot = synchrony.snapshot();
        return new PeersResource(
                Self.of(synchrony),
                synchrony.peers().stream().map((peer) -> PeerResource.of(peer, snapshot)).toList(),
                snapshot.atNanos());
    }

    /** What the peers are compared with. */
    @Schema(name = "PeersNode", description = "What the peers are compared with")
    @ApiJson
    record Self(
            String nodeId,
            @Schema(description = "Radians in [0, 2 pi), at atNanos") double phase,
            @Schema(description = "Instantaneous frequency, Hz") double frequencyHz,
            @Schema(description = "Frequency that the node would have by itself, Hz")
                    double naturalFrequencyHz,
            @Schema(description = "K, rad/s") double coupling,
            @Schema(
                            description =
                                    "Greatest difference of two natural frequencies that can lock, Hz")
                    double lockingRangeHz,
            @Schema(
                            description =
                                    "Whether more than half of the node and its peers of weight are in step with"
                                            + " the node, itself included; a lone node is")
                    boolean inStep,
            @Schema(description = "For how long the node has not been in step")
                    double outOfStepMillis) {

        static Self of(Synchrony synchrony) {
            NodeSnapshot snapshot = synchrony.snapshot();
            return new Self(
                    snapshot.identity().nodeId(),
                    snapshot.phase(),
                    Units.hertz(snapshot.frequency()),
                    snapshot.settings().frequencyHz(),
                    snapshot.settings().coupling(),
                    Units.hertz(synchrony.lockingRange()),
                    synchrony.inStep(),
                    Units.millis(synchrony.outOfStepNanos()));
        }
    }
}
