package org.chorusmesh.node;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One oscillator that keeps time with its peers, as a deterministic state machine (to be filled).
 */
public final class Node {

    public Node(NodeConfiguration configuration, RandomGenerator random, long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /**
     * The one event at which state changes.
     */
    public StepResult step(long nowNanos, Inbound inbound, List<Command> commands) {
        throw new UnsupportedOperationException();
    }

    /**
     * The node as the last step left it.
     */
    public NodeSnapshot snapshot() {
        throw new UnsupportedOperationException();
    }

    /**
     * The settings in force.
     */
    public Settings settings() {
        throw new UnsupportedOperationException();
    }
}
