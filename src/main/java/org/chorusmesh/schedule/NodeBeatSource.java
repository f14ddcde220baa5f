package org.chorusmesh.schedule;

import org.chorusmesh.beat.BeatState;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.NodeState;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.Locking;
import org.chorusmesh.service.PeerSynchrony;
import org.chorusmesh.service.Synchrony;
import org.chorusmesh.settings.Settings;

/** The beats of a node in this process. */
final class NodeBeatSource implements BeatSource {

    /** Steps are late on a loaded machine. What is this old has been asleep. */
    private static final int FRESH_STEPS = 4;

    private static final double NANOS_PER_SECOND = 1e9;

    private final ChorusNode node;

    NodeBeatSource(ChorusNode node) {
        this.node = node;
    }

    @Override
    public String nodeId() {
        return this.node.snapshot().identity().nodeId();
    }

    @Override
    public BeatState state() {
        return this.node.snapshot().beat();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public boolean isRunning() {
        return this.node.snapshot().state() == NodeState.RUNNING;
    }

    @Override
    public boolean isCoupled() {
        return this.node.snapshot().settings().coupling() > 0;
    }

    @Override
    public long freshNanos() {
        Settings settings = this.node.snapshot().settings();
        return Math.min(FRESH_STEPS * settings.stepNanos(), settings.ttlNanos() / 2);
    }

    @Override
    public long errorBoundNanos() {
        Synchrony synchrony = this.node.synchrony();
        NodeSnapshot snapshot = synchrony.snapshot();
        long roundTripNanos = 0;
        double difference = 0;
        for (PeerSynchrony peer : synchrony.peers()) {
            if (peer.locking() == Locking.IN_STEP) {
                roundTripNanos = Math.max(roundTripNanos, peer.peer().roundTripNanos().orElse(0));
                difference = Math.max(difference, Math.abs(peer.phaseDifference()));
            }
        }
        double rate = snapshot.beat().rate();
        long apartNanos = (rate > 0) ? (long) (difference / rate * NANOS_PER_SECOND) : 0;
        return roundTripNanos / 2 + apartNanos;
    }

    @Override
    public void addStepListener(Runnable listener) {
        this.node.addStepListener(listener);
    }

    @Override
    public void removeStepListener(Runnable listener) {
        this.node.removeStepListener(listener);
    }
}
