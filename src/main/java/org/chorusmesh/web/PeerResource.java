package org.chorusmesh.web;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.PeerOverride;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.service.PeerSynchrony;
import org.jspecify.annotations.Nullable;

/** One peer as the node sees it. */
@Schema(name = "Peer", description = "One peer as the node sees it")
@ApiJson
record PeerResource(
        String nodeId,
        long incarnation,
        @Schema(description = "The boot's 64 random bits, 16 hexadecimal digits") String bootId,
        @Schema(description = "Lamport time of the newest report") long lamport,
        @Schema(description = "Radians in [0, 2 pi), extrapolated to atNanos of the node")
                double phase,
        @Schema(description = "Instantaneous frequency at that instant, Hz") double frequencyHz,
        @Schema(description = "Frequency that the peer states it would have by itself, Hz")
                double naturalFrequencyHz,
        @Schema(description = "Age of the newest report, path included") double ageMillis,
        @Schema(
                        description =
                                "How long fresh evidence has been missing, this node's own stalls not counted")
                double silenceMillis,
        @Schema(description = "Silence / TTL, 0 to 1") double staleness,
        @Schema(description = "What stands in the sum, 0 to 1: evidence times the override")
                double weight,
        @Schema(description = "How far silence, answers and flags let the peer count, 0 to 1")
                double evidence,
        OverrideResource override,
        @Schema(allowableValues = {"live", "fading", "joining", "one_way", "muted"}) String state,
        @Schema(
                        description =
                                "Smallest round trip of the recent past; null until it is known",
                        nullable = true)
                @Nullable Double roundTripMicros,
        @JsonFormat(shape = JsonFormat.Shape.STRING)
                @Schema(
                        description =
                                "Time from the peer's newest report to the next, as it intends",
                        type = "string",
                        format = "duration")
                Duration gossipPeriod,
        @Schema(description = "Whether that is too seldom for this node's TTL") boolean slow,
        @Schema(
                        description =
                                "The peer's phase less the node's at the same instant, radians in [-pi, pi]")
                double phaseDifference,
        @Schema(
                        description =
                                "The peer's natural frequency less the node's, Hz; compare with lockingRangeHz")
                double detuningHz,
        @Schema(
                        description =
                                "How the peer's phase stands to the node's: in step; settling so far; locked but"
                                        + " an eighth of a turn or more apart; drifting for ten seconds; cannot lock,"
                                        + " as the natural frequencies are too far apart or the coupling is 0;"
                                        + " or uncoupled, without weight",
                        allowableValues = {
                            "in_step",
                            "settling",
                            "apart",
                            "drifting",
                            "cannot_lock",
                            "uncoupled"
                        })
                String locking) {

    static PeerResource of(PeerSynchrony synchrony, NodeSnapshot snapshot) {
        PeerView peer = synchrony.peer();
        PeerOverride override = snapshot.overrides().getOrDefault(peer.nodeId(), PeerOverride.NONE);
        return new PeerResource(
                peer.nodeId(),
                peer.boot().incarnation(),
                peer.boot().toHex(),
                peer.lamport(),
                peer.phase(),
                Units.hertz(peer.frequency()),
                Units.hertz(peer.naturalFrequency()),
                Units.millis(peer.ageNanos()),
                Units.millis(peer.silenceNanos()),
                peer.staleness(),
                peer.weight(),
                peer.evidence(),
                OverrideResource.of(override),
                Units.lowerCase(peer.state()),
                peer.roundTripNanos().isPresent()
                        ? Units.micros(peer.roundTripNanos().getAsLong())
                        : null,
                Duration.ofNanos(peer.gossipPeriodNanos()),
                peer.slow(),
                synchrony.phaseDifference(),
                Units.hertz(synchrony.detuning()),
                Units.lowerCase(synchrony.locking()));
    }
}
