package org.chorusmesh.service;

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

    private final ChorusNode node;

    private volatile boolean running;

    ChorusLifecycle(ChorusNode node) {
        this.node = node;
    }

    @Override
    public void start() {
        this.node.start();
        this.running = true;
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
