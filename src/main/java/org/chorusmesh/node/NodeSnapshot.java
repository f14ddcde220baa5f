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
 * A node as it stood after a step; immutable.
 *
 * @param identity who it is
 * @param state what it is doing
 * @param lamport its Lamport time
 * @param phase its phase at {@code atNanos}, radians in [0, 2π)
 * @param frequency its instantaneous frequency at that instant, without noise, rad/s
 * @param atNanos the instant of the step on the node's monotonic clock
 * @param settings in force
 * @param settingsVersion counts the changes to settings and overrides
 * @param settingsView where they come from
 * @param overrides by peer id, none of which is {@link PeerOverride#NONE}
 * @param peers in order of admission
 * @param evicted how many peers have been evicted since the start
 * @param order over this node and the peers whose evidence is not 0
 * @param verdicts how many frames got each verdict since the start; every verdict is there
 * @param inboxDrops how many reports a full inbox let go since the start
 * @param clockSteps how many steps of a peer's clock, or of this node's own, were seen since the
 *     start
 * @param duplicateIdSeen whether another boot was heard under this node's id within the last TTL
 * @param joinWait what it waits for before it comes in; null unless it is joining
 * @param beat its beats and members
 */
public record NodeSnapshot(
        NodeIdentity identity,
        NodeState state,
        long lamport,
        double phase,
        double frequency,
        long atNanos,
        Settings settings,
        long settingsVersion,
        SettingsView settingsView,
        Map<String, PeerOverride> overrides,
        List<PeerView> peers,
        long evicted,
        OrderParameter order,
        Map<Verdict, Long> verdicts,
        long inboxDrops,
        long clockSteps,
        boolean duplicateIdSeen,
        @Nullable JoinWait joinWait,
        BeatState beat) {

    /** How many peers stand in a state. */
    public long count(PeerState peerState) {
        return this.peers.stream().filter((peer) -> peer.state() == peerState).count();
    }
}
