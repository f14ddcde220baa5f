package org.chorusmesh.service;

import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs that a node has not been in step for ten seconds, and that it is again. What is shorter is
 * an event for who debugs. Belongs to the integrator's thread.
 */
final class SynchronyLog {

    private static final int PEERS_NAMED = 3;

    private static final Logger logger = LoggerFactory.getLogger(SynchronyLog.class);

    private final EventChannel changes;
    private final EventChannel moments;

    private boolean outOfStep;
    private boolean inStep;

    SynchronyLog(NodeEvents events) {
        this.changes = new EventChannel(events, logger, Level.INFO, "changes of being in step");
        this.moments = new EventChannel(events, logger, Level.DEBUG, "moments out of step");
    }

    void look(Synchrony synchrony) {
        long now = synchrony.snapshot().atNanos();
        this.changes.settle(now);
        this.moments.settle(now);
        boolean wasOutOfStep = this.outOfStep;
        boolean wasInStep = this.inStep;
        this.inStep = synchrony.inStep();
        if (synchrony.isLongOutOfStep()) {
            this.outOfStep = true;
        } else if (synchrony.inStep()) {
            this.outOfStep = false;
        }
        if (this.outOfStep != wasOutOfStep) {
            if (this.changes.spend(now)) {
                addChange(synchrony, now);
            }
        } else if (this.inStep != wasInStep && isWithOthers(synchrony) && this.moments.spend(now)) {
            addMoment(synchrony, now);
        }
    }

    /** A node that is alone is in step with no peer. */
    private boolean isWithOthers(Synchrony synchrony) {
        return this.inStep ? synchrony.inStepCount() > 0 : !synchrony.outOfStep().isEmpty();
    }

    /** Once for ten seconds and more out of step, and once for the end of that. */
    private void addChange(Synchrony synchrony, long now) {
        if (this.outOfStep) {
            this.changes.add(
                    Level.WARN,
                    NodeEvent.Kind.STEP_LOST,
                    now,
                    null,
                    "Node %s has not been in step for %d s: %s"
                            .formatted(
                                    nodeId(synchrony),
                                    Synchrony.PATIENCE_NANOS / 1_000_000_000L,
                                    reasons(synchrony)));
        } else {
            this.changes.add(
                    Level.INFO, NodeEvent.Kind.STEP_REGAINED, now, null, regained(synchrony));
        }
    }

    /** What passes by itself, as after a kick. */
    private void addMoment(Synchrony synchrony, long now) {
        if (this.inStep) {
            this.moments.add(
                    Level.DEBUG, NodeEvent.Kind.STEP_REGAINED, now, null, regained(synchrony));
        } else {
            this.moments.add(
                    Level.DEBUG,
                    NodeEvent.Kind.STEP_LOST,
                    now,
                    null,
                    "Node %s is out of step: %s".formatted(nodeId(synchrony), reasons(synchrony)));
        }
    }

    private static String regained(Synchrony synchrony) {
        long inStep = synchrony.inStepCount();
        return (inStep == 0)
                ? "Node %s has no peer left to be in step with".formatted(nodeId(synchrony))
                : "Node %s is in step with %d of %d peers"
                        .formatted(
                                nodeId(synchrony), inStep, inStep + synchrony.outOfStep().size());
    }

    private static String nodeId(Synchrony synchrony) {
        return synchrony.snapshot().identity().nodeId();
    }

    /** Why the node is not in step: the first peers that it is not in step with, and why. */
    static String reasons(Synchrony synchrony) {
        List<PeerSynchrony> peers = synchrony.outOfStep();
        String named =
                peers.stream()
                        .limit(PEERS_NAMED)
                        .map((peer) -> peer.peer().nodeId() + " " + synchrony.reason(peer))
                        .collect(Collectors.joining("; "));
        int more = peers.size() - PEERS_NAMED;
        return (more > 0) ? named + "; and " + more + " more" : named;
    }
}
