package org.chorusmesh.actuate;

import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.IntegratorStatus;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityState;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.health.application.LivenessStateHealthIndicator;

/**
 * The application's liveness. It is also broken when the integrator's thread has died, or the
 * gossip port was taken for too long, because only a new process brings the node back. Peers do not
 * affect it: a restart of this node would not help them.
 */
final class NodeLivenessIndicator extends LivenessStateHealthIndicator {

    private final ChorusNode node;

    NodeLivenessIndicator(ApplicationAvailability availability, ChorusNode node) {
        super(availability);
        this.node = node;
    }

    @Override
    protected AvailabilityState getState(ApplicationAvailability availability) {
        if (this.node.integratorStatus().phase() == IntegratorStatus.Phase.DEAD
                || this.node.gossipStatus().failed()) {
            return LivenessState.BROKEN;
        }
        return super.getState(availability);
    }
}
