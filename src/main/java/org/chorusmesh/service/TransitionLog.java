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
import org.slf4j.event.Level;

/**
 * Logs what an operator needs to know about a node: changes of its state, another node with its id,
 * and peers that come and go or report too seldom for its TTL. Each line is one of the {@link
 * NodeEvents} too. A {@link LogBudget} limits what others can cause. The integrator's thread owns
 * it.
 */
final class TransitionLog {

    private static final Logger logger = LoggerFactory.getLogger(TransitionLog.class);

    // One for each matter, so that a flood of one hides no other.
    private final EventChannel states;
    private final EventChannel rivals;
    private final EventChannel versions;
    private final EventChannel slowness;

    private final PeerLog peers;
    private final SynchronyLog inStep;
    private final BeatLog beats;

    private Set<String> slowPeers = Set.of();

    private @Nullable NodeState state;

    private @Nullable JoinWait joinWait;

    private boolean duplicateIdSeen;

    private @Nullable MeshSettings meshSettings;

    /**
     * Has seen no step yet.
     *
     * @param events keeps what is logged
     */
    TransitionLog(NodeEvents events) {
        this.states = channel(events, "changes of the node's state");
        this.rivals = channel(events, "warnings of another node under the id");
        this.versions = channel(events, "versions of the mesh's settings");
        this.slowness = channel(events, "warnings of slow peers");
        this.peers = new PeerLog(events);
        this.inStep = new SynchronyLog(events);
        this.beats = new BeatLog(events);
    }

    private static EventChannel channel(NodeEvents events, String matter) {
        return new EventChannel(events, logger, Level.INFO, matter);
    }

    /**
     * Logs what has changed since the last look.
     *
     * @param commands what the step applied
     * @param excused ids of peers that need not hear this node
     */
    void look(Synchrony synchrony, List<Command> commands, Set<String> excused) {
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
                logState(nodeId, snapshot);
            }
        }
        if (snapshot.joinWait() == JoinWait.NAMES
                && this.joinWait != JoinWait.NAMES
                && this.states.spend(now)) {
            this.states.add(
                    Level.WARN,
                    NodeEvent.Kind.NODE_JOINING,
                    now,
                    null,
                    "Node %s waits before it starts: none of its peers' names can be looked up yet"
                            .formatted(nodeId));
        }
        this.joinWait = snapshot.joinWait();
        if (snapshot.duplicateIdSeen() && !this.duplicateIdSeen && this.rivals.spend(now)) {
            this.rivals.add(
                    Level.WARN,
                    NodeEvent.Kind.DUPLICATE_ID,
                    now,
                    null,
                    "Another node uses the id %s; ids must be unique in a mesh".formatted(nodeId));
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
        this.peers.look(nodeId, snapshot, forgotten, excused);
        this.inStep.look(synchrony);
        this.beats.look(snapshot);
    }

    private void lookAtSettings(String nodeId, NodeSnapshot snapshot) {
        SettingsView view = snapshot.settingsView();
        MeshSettings mesh = view.mesh();
        if (mesh == null || mesh.equals(this.meshSettings)) {
            return;
        }
        this.meshSettings = mesh;
        if (this.versions.spend(snapshot.atNanos())) {
            this.versions.add(
                    Level.INFO,
                    NodeEvent.Kind.MESH_SETTINGS,
                    snapshot.atNanos(),
                    mesh.writer(),
                    ("Node %s applies version %d of the mesh's settings, written by %s; they"
                                    + " override the configuration: %s")
                            .formatted(
                                    nodeId, mesh.counter(), mesh.writer(), view.meshOverrides()));
        }
    }

    private void logState(String nodeId, NodeSnapshot snapshot) {
        long now = snapshot.atNanos();
        switch (snapshot.state()) {
            case JOINING ->
                    this.states.add(
                            Level.INFO,
                            NodeEvent.Kind.NODE_JOINING,
                            now,
                            null,
                            "Node " + nodeId + " is joining: it listens first");
            case RUNNING ->
                    this.states.add(
                            Level.INFO,
                            NodeEvent.Kind.NODE_RUNNING,
                            now,
                            null,
                            "Node " + nodeId + " is running");
            case SILENCED ->
                    this.states.add(
                            Level.ERROR,
                            NodeEvent.Kind.NODE_SILENCED,
                            now,
                            null,
                            "Node " + nodeId + " is silent: a newer node has taken its id");
            case LEFT ->
                    this.states.add(
                            Level.INFO,
                            NodeEvent.Kind.NODE_LEFT,
                            now,
                            null,
                            "Node " + nodeId + " has said goodbye");
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
                    this.slowness.add(
                            Level.WARN,
                            NodeEvent.Kind.PEER_SLOW,
                            snapshot.atNanos(),
                            peer.nodeId(),
                            ("Peer %s reports every %d ms, which is too seldom for the TTL of %d ms"
                                            + " of node %s")
                                    .formatted(
                                            peer.nodeId(),
                                            peer.gossipPeriodNanos() / 1_000_000,
                                            snapshot.settings().ttlNanos() / 1_000_000,
                                            nodeId));
                }
            }
        }
        this.slowPeers = (slowNow != null) ? slowNow : Set.of();
    }
}
