package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.dynamics.OrderParameter;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.service.Guidance;
import org.chorusmesh.service.Synchrony;
import org.jspecify.annotations.Nullable;

/** The node, its beat and its peers after one step, as four of them a second are sent. */
@Schema(
        name = "WatchState",
        description =
                "Event 'state': the node, its beat and its peers, all of one step. It refers to the"
                        + " versions of 'peers' and 'members' that were sent before it")
@ApiJson
record WatchStateResource(
        @Schema(description = "Version of 'peers'") long peers,
        @Schema(description = "Version of 'members'") long members,
        @Schema(description = "Instant of the step on the node's monotonic clock, milliseconds")
                double atMillis,
        @Schema(description = "Wall clock as this was sent, milliseconds since 1970")
                long wallMillis,
        Node node,
        @Schema(allowableValues = {"UP", "DEGRADED", "DOWN"}) String health,
        @Schema(description = "What is wrong, one sentence each") List<String> problems,
        Order order,
        @Schema(description = "What would bring the mesh into step, one sentence each")
                List<String> guidance,
        WatchBeat beat,
        WatchColumns columns,
        @Schema(
                        description =
                                "The latest beat that has fired since the state before; null for none",
                        nullable = true)
                @Nullable WatchFiredBeat firedBeat,
        @Schema(description = "Frames received since the start, by verdict; those above 0")
                Map<String, Long> verdicts,
        @Schema(description = "What has happened since the state before, oldest first")
                List<NodeEventResource> events) {

    /** The same with what has happened. */
    WatchStateResource with(@Nullable WatchFiredBeat fired, List<NodeEventResource> news) {
        return new WatchStateResource(
                this.peers,
                this.members,
                this.atMillis,
                this.wallMillis,
                this.node,
                this.health,
                this.problems,
                this.order,
                this.guidance,
                this.beat,
                this.columns,
                fired,
                this.verdicts,
                news);
    }

    static Map<String, Long> verdicts(NodeSnapshot snapshot) {
        Map<String, Long> verdicts = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            long count = snapshot.verdicts().getOrDefault(verdict, 0L);
            if (count > 0) {
                verdicts.put(verdict.tag(), count);
            }
        }
        return verdicts;
    }

    /** The node itself. */
    @Schema(name = "WatchNode")
    @ApiJson
    record Node(
            @Schema(allowableValues = {"joining", "running", "silenced", "left"}) String state,
            @Schema(description = "Radians in [0, 2 pi), at atMillis") double phase,
            double frequencyHz,
            long lamport,
            boolean inStep,
            double outOfStepMillis,
            @Schema(description = "From its newest report to the next, as intended, milliseconds")
                    double reportPeriodMillis,
            @Schema(description = "Peers evicted since the start") long evicted) {

        static Node of(Synchrony synchrony) {
            NodeSnapshot snapshot = synchrony.snapshot();
            return new Node(
                    Units.lowerCase(snapshot.state()),
                    Units.round(snapshot.phase(), 6),
                    Units.round(Units.hertz(snapshot.frequency()), 6),
                    snapshot.lamport(),
                    synchrony.inStep(),
                    Units.round(Units.millis(synchrony.outOfStepNanos()), 0),
                    Units.round(Units.millis(snapshot.reportPeriodNanos()), 1),
                    snapshot.evicted());
        }
    }

    /** The order parameter, and what K it takes. */
    @Schema(name = "WatchOrder")
    @ApiJson
    record Order(
            @Schema(nullable = true) @Nullable Double r,
            double meanPhase,
            int n,
            @Schema(
                            description =
                                    "Estimate for the whole mesh; null while no peer takes part in it",
                            nullable = true)
                    OrderResource.@Nullable Mesh mesh,
            double significance,
            @Schema(
                            description = "The least K that locks the node and its peers, rad/s",
                            nullable = true)
                    @Nullable Double criticalCoupling,
            @Schema(description = "K over the critical K", nullable = true)
                    @Nullable Double couplingMargin,
            @Schema(
                            description =
                                    "Latest less earliest beat of the node and the peers in step,"
                                            + " microseconds; null where none is",
                            nullable = true)
                    @Nullable Double spreadMicros) {

        static Order of(Guidance guidance) {
            Synchrony synchrony = guidance.synchrony();
            OrderParameter order = synchrony.snapshot().order();
            return new Order(
                    order.isDefined() ? Units.rounded(order.r(), 6) : null,
                    Units.round(order.meanPhase(), 6),
                    order.n(),
                    OrderResource.Mesh.of(synchrony.snapshot()),
                    Units.round(order.significance(), 6),
                    Units.rounded(guidance.criticalCoupling().orElse(Double.NaN), 6),
                    Units.rounded(guidance.couplingMargin().orElse(Double.NaN), 3),
                    Units.rounded(synchrony.spreadSeconds() * 1e6, 1));
        }
    }
}
