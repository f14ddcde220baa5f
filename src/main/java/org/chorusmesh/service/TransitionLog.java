package org.chorusmesh.service;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.JoinWait;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.NodeState;
import org.chorusmesh.node.SettingsView;
import org.chorusmesh.peers.MeshSettings;
import org.chorusmesh.peers.PeerView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what an operator needs to know about a node: changes of its state, another node with its id,
 * and peers that come and go or report too seldom for its TTL. A {@link LogBudget} limits the lines
 * that others can cause. The integrator's thread owns it.
 */
final class TransitionLog {

    private static final Logger logger = LoggerFactory.getLogger(TransitionLog.class);

    // One for each matter, so that a flood of one hides no other.
    private final LogBudget states = new LogBudget(logger, "changes of the node's state");
    private final LogBudget rivals = new LogBudget(logger, "warnings of another node under the id");
    private final LogBudget versions = new LogBudget(logger, "versions of the mesh's settings");
    private final LogBudget slowness = new LogBudget(logger, "warnings of slow peers");

    private final PeerLog peers = new PeerLog();
    private final SynchronyLog inStep = new SynchronyLog();

    private Set<String> slowPeers = Set.of();

    private @Nullable NodeState state;

    private @Nullable JoinWait joinWait;

    private boolean duplicateIdSeen;

    private @Nullable MeshSettings meshSettings;

    /**
     * Logs what has changed since the last step.
     *
     * @param commands what the step applied
     */
    void look(Synchrony synchrony, List<Command> commands) {
        NodeSnapshot snapshot = synchrony.snapshot();
        String nodeId = snapshot.identity().nodeId();
        long now = snapshot.atNanos();
        this.states.settle(now);
        this.rivals.settle(now);
        this.versions.settle(now);
        this.slowness.settle(now);
        if (snapshot.state() != this.state) {
            this.state = snapshot.state();
            if (this.states.spend(now)) {
                logState(nodeId, snapshot.state());
            }
        }
        if (snapshot.joinWait() == JoinWait.NAMES && this.joinWait != JoinWait.NAMES) {
            logger.warn(
                    "Node {} waits before it starts: none of its peers' names can be looked up yet",
                    nodeId);
        }
        this.joinWait = snapshot.joinWait();
        if (snapshot.duplicateIdSeen() && !this.duplicateIdSeen && this.rivals.spend(now)) {
            logger.warn("Another node uses the id {}; ids must be unique in a mesh", nodeId);
        }
        this.duplicateIdSeen = snapshot.duplicateIdSeen();
        lookAtSettings(nodeId, snapshot);
        lookForSlowPeers(nodeId, snapshot);
        Set<String> forgotten = new HashSet<>();
        for (Command command : commands) {
            if (command instanceof Command.ForgetPeer forget) {
                forgotten.add(forget.nodeId());
            }
        }
        this.peers.look(nodeId, snapshot, forgotten);
        this.inStep.look(synchrony);
    }

    private void lookAtSettings(String nodeId, NodeSnapshot snapshot) {
        SettingsView view = snapshot.settingsView();
        MeshSettings mesh = view.mesh();
        if (mesh == null || mesh.equals(this.meshSettings)) {
            return;
        }
        this.meshSettings = mesh;
        if (this.versions.spend(snapshot.atNanos())) {
            logger.info(
                    "Node {} applies version {} of the mesh's settings, written by {}; they override"
                            + " the configuration: {}",
                    nodeId,
                    mesh.counter(),
                    mesh.writer(),
                    view.meshOverrides());
        }
    }

    private static void logState(String nodeId, NodeState state) {
        switch (state) {
            case JOINING -> logger.info("Node {} is joining: it listens first", nodeId);
            case RUNNING -> logger.info("Node {} is running", nodeId);
            case SILENCED ->
                    logger.error("Node {} is silent: a newer node has taken its id", nodeId);
            case LEFT -> logger.info("Node {} has said goodbye", nodeId);
        }
    }

    private void lookForSlowPeers(String nodeId, NodeSnapshot snapshot) {
        Set<String> slowNow = null;
        for (PeerView peer : snapshot.peers()) {
            if (peer.slow()) {
                slowNow = (slowNow != null) ? slowNow : new HashSet<>();
                slowNow.add(peer.nodeId());
                if (!this.slowPeers.contains(peer.nodeId())
                        && this.slowness.spend(snapshot.atNanos())) {
                    logger.warn(
                            "Peer {} reports every {} ms, which is too seldom for the TTL of {} ms of node"
                                    + " {}",
                            peer.nodeId(),
                            peer.gossipPeriodNanos() / 1_000_000,
                            snapshot.settings().ttlNanos() / 1_000_000,
                            nodeId);
                }
            }
        }
        this.slowPeers = (slowNow != null) ? slowNow : Set.of();
    }
}
