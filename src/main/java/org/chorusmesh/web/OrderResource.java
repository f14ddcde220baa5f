package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.OptionalDouble;
import org.chorusmesh.dynamics.OrderParameter;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.service.Guidance;
import org.chorusmesh.service.OrderSample;
import org.jspecify.annotations.Nullable;

/** How far the mesh is in step, as this node sees it. */
@Schema(name = "Order", description = "How far the mesh is in step, as this node sees it")
@ApiJson
record OrderResource(
        @Schema(
                        description = "0 to 1; null for a lone node, which has no order parameter",
                        nullable = true)
                @Nullable Double r,
        @Schema(description = "Radians in [0, 2 pi)") double meanPhase,
        @Schema(description = "How many oscillators, this node included") int n,
        @Schema(
                        description =
                                "Estimate for the whole mesh, of which the node may hear a part;"
                                        + " null while no peer takes part in it",
                        nullable = true)
                @Nullable Mesh mesh,
        @Schema(description = "Probability that n independent random phases show at least this r")
                double significance,
        @Schema(
                        description =
                                "From which K on this node and its peers of weight can all lock, rad/s,"
                                        + " without lag and noise; 0 for identical ones, null for a lone node",
                        nullable = true)
                @Nullable Double criticalCoupling,
        @Schema(
                        description = "K over the critical K; null where that is 0 or null",
                        nullable = true)
                @Nullable Double couplingMargin,
        @Schema(description = "Ids of those that cannot lock at the present K, this node included")
                List<String> cannotLock,
        @Schema(
                        description =
                                "What is not as it could be and what to do, one sentence each, the gravest first")
                List<String> guidance,
        @Schema(description = "Instant on the node's monotonic clock") long atNanos,
        @Schema(description = "The time asked for, oldest first; empty if none was")
                List<Sample> history) {

    static OrderResource of(Guidance guidance, List<OrderSample> history) {
        NodeSnapshot snapshot = guidance.synchrony().snapshot();
        OrderParameter order = snapshot.order();
        return new OrderResource(
                rOf(order),
                order.meanPhase(),
                order.n(),
                Mesh.of(snapshot),
                order.significance(),
                orNull(guidance.criticalCoupling()),
                orNull(guidance.couplingMargin()),
                guidance.cannotLock(),
                guidance.sentences(),
                snapshot.atNanos(),
                history.stream().map(Sample::of).toList());
    }

    static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    static @Nullable Double rOf(OrderParameter order) {
        return order.isDefined() ? order.r() : null;
    }

    /** The order parameter of the whole mesh. */
    @Schema(name = "MeshOrder", description = "The order parameter of the whole mesh, estimated")
    @ApiJson
    record Mesh(
            @Schema(description = "0 to 1") double r,
            @Schema(description = "Radians in [0, 2 pi)") double meanPhase,
            @Schema(description = "How many members are present, this node included") int n) {

        static @Nullable Mesh of(NodeSnapshot snapshot) {
            OrderParameter order = snapshot.meshOrder();
            return (order != null)
                    ? new Mesh(
                            Units.round(order.r(), 9), Units.round(order.meanPhase(), 6), order.n())
                    : null;
        }
    }

    /** One moment of the past. */
    @Schema(name = "OrderSample")
    @ApiJson
    record Sample(
            long atNanos, @Schema(nullable = true) @Nullable Double r, double meanPhase, int n) {

        static Sample of(OrderSample sample) {
            OrderParameter order = sample.order();
            return new Sample(sample.atNanos(), rOf(order), order.meanPhase(), order.n());
        }
    }
}
