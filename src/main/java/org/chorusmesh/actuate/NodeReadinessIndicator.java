package org.chorusmesh.actuate;

import org.chorusmesh.node.JoinWait;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.NodeState;
import org.chorusmesh.service.ChorusNode;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.application.ReadinessStateHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * The application's readiness, which also requires that the node takes part in its mesh. The
 * application is not ready while the sockets are not bound or are being replaced, while the node
 * joins, and while another node has its id. The node's phase is not the mesh's then.
 */
final class NodeReadinessIndicator extends ReadinessStateHealthIndicator {

    private final ChorusNode node;

    NodeReadinessIndicator(ApplicationAvailability availability, ChorusNode node) {
        super(availability);
        this.node = node;
    }

    @Override
    protected AvailabilityState getState(ApplicationAvailability availability) {
        return (reason() == null) ? super.getState(availability) : ReadinessState.REFUSING_TRAFFIC;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) throws Exception {
        super.doHealthCheck(builder);
        String reason = reason();
        if (reason != null) {
            builder.withDetail("reason", reason);
        }
    }

    /** Why the node is not ready; null if it is. */
    private @Nullable String reason() {
        String trouble = this.node.gossipStatus().trouble();
        if (trouble != null) {
            return trouble;
        }
        NodeSnapshot snapshot = this.node.snapshot();
        if (snapshot.state() == NodeState.SILENCED) {
            return "silenced: a newer node has this node's id";
        }
        JoinWait wait = snapshot.joinWait();
        return (wait != null) ? "joining: " + describe(wait) : null;
    }

    private static String describe(JoinWait wait) {
        return switch (wait) {
            case NAMES -> "none of the peers' names can be looked up yet";
            case MEMBERS -> "no running peer is heard yet";
            case ANSWER -> "no running peer has answered yet";
            case PHASE -> "listens before it takes over the mesh's phase";
        };
    }
}
