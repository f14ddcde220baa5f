package org.chorusmesh.service;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chorusmesh.gossip.Gossip;
import org.chorusmesh.gossip.GossipStatus;
import org.chorusmesh.gossip.LogContext;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.StepState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole node: the state machine, the integrator that steps it, and the gossip that connects it.
 * An object, of which a process may have several. It lives once: after the stop a new one is made,
 * with a new boot.
 */
public final class ChorusNode {

    /** How far {@link #history()} goes back. */
    public static final long HISTORY_NANOS = OrderHistory.SPAN_NANOS;

    private static final Duration GOODBYE_TIMEOUT = Duration.ofSeconds(2);

    private static final Logger logger = LoggerFactory.getLogger(ChorusNode.class);

    private final AtomicBoolean stopped = new AtomicBoolean();

    private final Integrator integrator;

    private final Gossip gossip;

    private volatile @Nullable Guidance guidance;

    /**
     * Puts a node together.
     *
     * @param integrator not started yet
     * @param gossip the one that the integrator uses, not started yet
     */
    public ChorusNode(Integrator integrator, Gossip gossip) {
        this.integrator = integrator;
        this.gossip = gossip;
    }

    /**
     * Completes once the gossip port is bound, or with a {@link
     * org.chorusmesh.gossip.GossipException} once that is given up. What depends on it must not
     * wait.
     */
    public CompletableFuture<Void> bound() {
        return this.gossip.bound();
    }

    /**
     * Opens the sockets, then begins to step. Where the gossip port is taken it begins all the
     * same, and goes on trying to bind it.
     *
     * @throws org.chorusmesh.gossip.GossipException if the address to bind cannot be had; nothing
     *     is left open then
     */
    public void start() {
        LogContext.run(nodeId(), this::begin);
    }

    private void begin() {
        try {
            this.gossip.start();
            this.integrator.start();
        } catch (RuntimeException ex) {
            this.gossip.close();
            throw ex;
        }
    }

    /**
     * Says goodbye, ends, and closes the sockets, in this order and within a few seconds. Does
     * nothing the second time.
     */
    public void stop() {
        if (this.stopped.compareAndSet(false, true)) {
            LogContext.run(nodeId(), this::end);
        }
    }

    private void end() {
        this.integrator.stop(GOODBYE_TIMEOUT);
        this.gossip.close();
        logger.info("Node {} has left its mesh", nodeId());
    }

    private String nodeId() {
        return identity().nodeId();
    }

    /**
     * Hands a command to the next step; see {@link Integrator#submit}.
     *
     * @throws CommandRejectedException if too many commands wait already or the node does not run
     */
    public CompletableFuture<Answer> submit(Command command) {
        return this.integrator.submit(command);
    }

    /** Calls a listener after each step; see {@link Integrator#addStepListener}. */
    public void addStepListener(Runnable listener) {
        this.integrator.addStepListener(listener);
    }

    /** Calls a listener no more. */
    public void removeStepListener(Runnable listener) {
        this.integrator.removeStepListener(listener);
    }

    /** Its identity. */
    public NodeIdentity identity() {
        return this.integrator.identity();
    }

    /** What each step shows, after the last step. Never waits. */
    public StepState stepState() {
        return this.integrator.stepState();
    }

    /** The node as the last step left it; waits as {@link #synchrony()} does. */
    public NodeSnapshot snapshot() {
        return this.integrator.snapshot();
    }

    /**
     * Whom the node is in step with after the last step; made on demand, see {@link
     * Integrator#synchrony()}.
     */
    public Synchrony synchrony() {
        return this.integrator.synchrony();
    }

    /** As {@link #synchrony()}, but of a step in the last second. Never waits. */
    public Synchrony recentSynchrony() {
        return this.integrator.recentSynchrony();
    }

    /** What to do so that the nodes come into step, after the last step; made once for each. */
    public Guidance guidance() {
        Synchrony synchrony = synchrony();
        Guidance known = this.guidance;
        if (known == null || known.synchrony() != synchrony) {
            known = Guidance.of(synchrony);
            this.guidance = known;
        }
        return known;
    }

    /** What has happened to it. */
    public Chronicle chronicle() {
        return this.integrator.chronicle();
    }

    /** The order parameter of the last minute, oldest first. */
    public List<OrderSample> history() {
        return chronicle().history();
    }

    /** How many beats its steps have fired. */
    public BeatStatistics beatStatistics() {
        return chronicle().beatStatistics();
    }

    /** The addresses that it dials. */
    public List<DialledAddress> addresses() {
        return chronicle().addresses();
    }

    /** How its integrator is. */
    public IntegratorStatus integratorStatus() {
        return this.integrator.status();
    }

    /** How its sockets are. */
    public GossipStatus gossipStatus() {
        return this.gossip.status();
    }
}
