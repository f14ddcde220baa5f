package org.chorusmesh.service;

import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that a node has not been in step for ten seconds, and that it is again. Belongs to the
 * integrator's thread.
 */
final class SynchronyLog {

    private static final int PEERS_NAMED = 3;

    private static final Logger logger = LoggerFactory.getLogger(SynchronyLog.class);

    private final LogBudget budget = new LogBudget(logger, "changes of being in step");

    private boolean outOfStep;

    void look(Synchrony synchrony) {
        long now = synchrony.snapshot().atNanos();
        this.budget.settle(now);
        boolean wasOutOfStep = this.outOfStep;
        if (synchrony.isLongOutOfStep()) {
            this.outOfStep = true;
        } else if (synchrony.inStep()) {
            this.outOfStep = false;
        }
        if (this.outOfStep != wasOutOfStep && this.budget.spend(now)) {
            log(synchrony);
        }
    }

    private void log(Synchrony synchrony) {
        String nodeId = synchrony.snapshot().identity().nodeId();
        List<PeerSynchrony> outOfStepPeers = synchrony.outOfStep();
        long inStep = synchrony.inStepCount();
        if (this.outOfStep) {
            logger.warn(
                    "Node {} has not been in step for {} s: {}",
                    nodeId,
                    Synchrony.PATIENCE_NANOS / 1_000_000_000L,
                    reasons(synchrony));
        } else if (inStep == 0) {
            logger.info("Node {} has no peer left to be in step with", nodeId);
        } else {
            logger.info(
                    "Node {} is in step with {} of {} peers",
                    nodeId,
                    inStep,
                    inStep + outOfStepPeers.size());
        }
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
