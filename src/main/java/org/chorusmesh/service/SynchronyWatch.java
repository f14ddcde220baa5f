package org.chorusmesh.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chorusmesh.dynamics.LockingRange;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.NodeState;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.settings.Settings;

/**
 * Judges from a node's snapshots whom it is in step with, however long the time from one to the
 * next. Belongs to one thread.
 */
final class SynchronyWatch {

    private final Map<String, PhaseTrack> tracks = new HashMap<>();
    private long wakingNanos;
    private double sinceSeconds;
    private long lastInStepNanos;
    private long lastSettledNanos;

    /**
     * @param wakingNanos the node's waking time
     */
    SynchronyWatch(long wakingNanos) {
        this.wakingNanos = wakingNanos;
        this.lastInStepNanos = wakingNanos;
        this.lastSettledNanos = wakingNanos;
    }

    /**
     * Looks at a node.
     *
     * @param nowNanos its waking time: its own stalls do not count, as they do not count as a
     *     peer's silence
     */
    Synchrony look(NodeSnapshot node, long nowNanos) {
        Settings settings = node.settings();
        this.sinceSeconds = (nowNanos - this.wakingNanos) * 1e-9;
        this.wakingNanos = nowNanos;
        boolean joining = node.state() == NodeState.JOINING;
        if (joining) {
            this.tracks.clear();
        }
        double totalWeight = node.peers().stream().mapToDouble(PeerView::weight).sum();
        double range = LockingRange.of(settings.coupling(), 1 + totalWeight);
        List<PeerSynchrony> peers = new ArrayList<>(node.peers().size());
        int coupled = 0;
        int inStep = 0;
        for (PeerView peer : node.peers()) {
            PeerSynchrony judged = judge(peer, node, range, joining);
            peers.add(judged);
            coupled += (judged.locking() != Locking.UNCOUPLED) ? 1 : 0;
            inStep += (judged.locking() == Locking.IN_STEP) ? 1 : 0;
        }
        forgetAllBut(node.peers());
        boolean nodeInStep = !joining && 2 * (1 + inStep) > 1 + coupled;
        if (joining || nodeInStep) {
            this.lastInStepNanos = this.wakingNanos;
        }
        if (joining || node.beat().settled()) {
            this.lastSettledNanos = this.wakingNanos;
        }
        return new Synchrony(
                node,
                List.copyOf(peers),
                range,
                nodeInStep,
                this.wakingNanos - this.lastInStepNanos,
                this.wakingNanos - this.lastSettledNanos);
    }

    private PeerSynchrony judge(PeerView peer, NodeSnapshot node, double range, boolean joining) {
        double difference = Phases.difference(peer.phase(), node.phase());
        double detuning = peer.naturalFrequency() - node.settings().naturalFrequency();
        Locking locking;
        if (peer.weight() == 0) {
            this.tracks.remove(peer.nodeId());
            locking = Locking.UNCOUPLED;
        } else if (joining) {
            locking = Locking.SETTLING;
        } else {
            boolean canLock = node.settings().coupling() > 0 && Math.abs(detuning) <= range;
            locking =
                    track(peer, difference)
                            .look(
                                    difference,
                                    Math.abs(peer.frequency() - node.frequency())
                                            * this.sinceSeconds,
                                    canLock,
                                    this.wakingNanos,
                                    node.settings().ttlNanos());
        }
        return new PeerSynchrony(peer, difference, detuning, locking);
    }

    private PhaseTrack track(PeerView peer, double difference) {
        PhaseTrack known = this.tracks.get(peer.nodeId());
        if (known != null && known.isOf(peer.boot())) {
            return known;
        }
        PhaseTrack track = new PhaseTrack(peer.boot(), difference, this.wakingNanos);
        this.tracks.put(peer.nodeId(), track);
        return track;
    }

    private void forgetAllBut(List<PeerView> peers) {
        if (this.tracks.size() > peers.size()) {
            this.tracks
                    .keySet()
                    .retainAll(peers.stream().map(PeerView::nodeId).collect(Collectors.toSet()));
        }
    }
}
