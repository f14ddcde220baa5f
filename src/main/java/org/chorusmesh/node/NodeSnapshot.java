package org.chorusmesh.node;

import java.util.List;
import java.util.Map;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.dynamics.OrderParameter;
import org.chorusmesh.peers.PeerState;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The state of a node after a step; immutable.
 *
 * @param identity its identity
 * @param state its state
 * @param lamport its Lamport time
 * @param phase its phase at {@code atNanos}, radians in [0, 2π)
 * @param frequency its instantaneous frequency at that instant, without noise, rad/s
 * @param atNanos the instant of the step on the node's monotonic clock
 * @param reportPeriodNanos time from its newest report to the next, as intended
 * @param settings settings in force
 * @param settingsVersion counter of the changes to settings and overrides
 * @param settingsView origins of the settings
 * @param overrides overrides by peer id, none of which is {@link PeerOverride#NONE}
 * @param peers peers in order of admission
 * @param evicted number of peers evicted since the start
 * @param order order parameter over this node and the peers whose evidence is not 0
 * @param meshOrder estimate of the order parameter of the whole mesh, over its present members;
 *     null while no peer takes part in it
 * @param verdicts number of frames by verdict since the start; holds every verdict
 * @param inboxDrops number of reports that a full inbox dropped since the start
 * @param clockSteps number of steps of a peer's clock or of this node's own that were detected
 *     since the start
 * @param duplicateIdSeen whether another boot was heard under this node's id within the last TTL
 * @param joinWait what it waits for before it joins; null unless it is joining
 * @param beat its beats and members
 */
public record NodeSnapshot(
        NodeIdentity identity,
        NodeState state,
        long lamport,
        double phase,
        double frequency,
        long atNanos,
        long reportPeriodNanos,
        Settings settings,
        long settingsVersion,
        SettingsView settingsView,
        Map<String, PeerOverride> overrides,
        List<PeerView> peers,
        long evicted,
        OrderParameter order,
        @Nullable OrderParameter meshOrder,
        Map<Verdict, Long> verdicts,
        long inboxDrops,
        long clockSteps,
        boolean duplicateIdSeen,
        @Nullable JoinWait joinWait,
        BeatState beat) {

    /** Number of peers in a state. */
    public long count(PeerState peerState) {
        return this.peers.stream().filter((peer) -> peer.state() == peerState).count();
    }
}
