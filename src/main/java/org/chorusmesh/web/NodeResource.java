package org.chorusmesh.web;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.peers.PeerState;

/** The node as its last step left it. */
@Schema(name = "Node", description = "The node as its last step left it")
@ApiJson
record NodeResource(
        String nodeId,
        String mesh,
        @Schema(
                        description =
                                "Wall-clock milliseconds at boot, raised above any earlier one that is known")
                long incarnation,
        @Schema(
                        description = "The boot's 64 random bits, 16 hexadecimal digits",
                        example = "00c0ffee12345678")
                String bootId,
        @Schema(description = "Lamport time of the step") long lamport,
        @Schema(description = "Radians in [0, 2 pi), at atNanos") double phase,
        @Schema(description = "Instantaneous frequency, Hz") double frequencyHz,
        @Schema(description = "Frequency that the node would have by itself, Hz")
                double naturalFrequencyHz,
        @Schema(
                        description =
                                "Instant of the step on the node's monotonic clock, nanoseconds of arbitrary origin and sign")
                long atNanos,
        @JsonFormat(shape = JsonFormat.Shape.STRING)
                @Schema(
                        description =
                                "Time from its newest report to the next, as intended: the gossip period, and longer while nothing disturbs the node",
                        type = "string",
                        format = "duration",
                        example = "PT0.4S")
                Duration reportPeriod,
        @Schema(allowableValues = {"joining", "running", "silenced", "left"}) String state,
        PeerCounts peers,
        @Schema(description = "Frames received since the start, by verdict")
                Map<String, Long> verdicts) {

    static NodeResource of(NodeSnapshot snapshot) {
        Boot boot = snapshot.identity().boot();
        Map<String, Long> verdicts = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            verdicts.put(verdict.tag(), snapshot.verdicts().getOrDefault(verdict, 0L));
        }
        return new NodeResource(
                snapshot.identity().nodeId(),
                snapshot.identity().mesh(),
                boot.incarnation(),
                boot.toHex(),
                snapshot.lamport(),
                snapshot.phase(),
                Units.hertz(snapshot.frequency()),
                snapshot.settings().frequencyHz(),
                snapshot.atNanos(),
                Duration.ofNanos(snapshot.reportPeriodNanos()),
                Units.lowerCase(snapshot.state()),
                PeerCounts.of(snapshot),
                verdicts);
    }

    /** How many peers stand in each state, and how many have been evicted since the start. */
    @ApiJson
    record PeerCounts(long live, long fading, long joining, long oneWay, long muted, long evicted) {

        static PeerCounts of(NodeSnapshot snapshot) {
            return new PeerCounts(
                    snapshot.count(PeerState.LIVE),
                    snapshot.count(PeerState.FADING),
                    snapshot.count(PeerState.JOINING),
                    snapshot.count(PeerState.ONE_WAY),
                    snapshot.count(PeerState.MUTED),
                    snapshot.evicted());
        }
    }
}
