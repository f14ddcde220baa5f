package org.chorusmesh.actuate;

import org.chorusmesh.service.ChorusNode;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.application.ReadinessStateHealthIndicator;

/**
 * The application's readiness, which also needs the node's sockets: it is lost while they are not
 * bound or are being replaced.
 */
final class NodeReadinessIndicator extends ReadinessStateHealthIndicator {

    private final ChorusNode node;

    NodeReadinessIndicator(ApplicationAvailability availability, ChorusNode node) {
        super(availability);
        this.node = node;
    }

    @Override
    protected AvailabilityState getState(ApplicationAvailability availability) {
        return this.node.gossipStatus().healthy()
                ? super.getState(availability)
                : ReadinessState.REFUSING_TRAFFIC;
    }
}
