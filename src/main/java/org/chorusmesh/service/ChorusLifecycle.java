package org.chorusmesh.service;

import org.chorusmesh.gossip.GossipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the node with the application and stops it in order: before the web server on the way up
 * and after it on the way down, so that no request meets a node that does not run. Lives once, as
 * the node does.
 */
final class ChorusLifecycle implements SmartLifecycle {

    /**
     * The web server starts and stops at the default phase less 2048; lower phases start earlier
     * and stop later.
     */
    static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    private static final Logger logger = LoggerFactory.getLogger(ChorusLifecycle.class);

    private final ChorusNode node;

    private final ApplicationEventPublisher events;

    private volatile boolean running;

    ChorusLifecycle(ChorusNode node, ApplicationEventPublisher events) {
        this.node = node;
        this.events = events;
    }

    @Override
    public void start() {
        this.node.start();
        this.running = true;
        this.node
                .bound()
                .whenComplete(
                        (bound, ex) -> {
                            if (ex instanceof GossipException cause) {
                                fail(cause);
                            }
                        });
    }

    private void fail(GossipException cause) {
        FailureAnalysis analysis = new GossipFailureAnalyzer().analyze(cause);
        logger.error(
                "The start of the node has failed. {}. {}",
                cause.getMessage(),
                (analysis != null) ? analysis.getAction() : "");
        this.events.publishEvent(new NodeFailedEvent(this.node.identity().nodeId(), cause));
    }

    @Override
    public void stop() {
        this.running = false;
        this.node.stop();
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    /** A node that stopped has left its mesh; it does not come back after a pause. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
