package org.chorusmesh.service;

import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.gossip.GossipStatus;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.node.StepState;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a node and kept of its steps: little after each step, the rest on demand and for
 * the chronicle.
 */
final class StepWatch {

    private final Node node;
    private final NodeIdentity identity;
    private final SynchronyDesk desk;
    private final Chronicle chronicle;
    private final Supplier<GossipStatus> gossip;
    private final LookSchedule looks = new LookSchedule();

    private volatile StepState state;

    /**
     * Shows a node that no other thread steps.
     *
     * @param nanoTime the monotonic clock of the node
     * @param wallClock says when things happen
     * @param gossip how the sockets are
     */
    StepWatch(
            Node node,
            LongSupplier nanoTime,
            InstantSource wallClock,
            Supplier<GossipStatus> gossip) {
        this.node = node;
        this.desk = new SynchronyDesk(node, nanoTime);
        this.state = node.stepState();
        this.identity = this.desk.last().snapshot().identity();
        this.chronicle = new Chronicle(wallClock);
        this.gossip = gossip;
    }

    /** The identity of the node. */
    NodeIdentity identity() {
        return this.identity;
    }

    /** Makes a synchrony for those who ask. */
    SynchronyDesk desk() {
        return this.desk;
    }

    Chronicle chronicle() {
        return this.chronicle;
    }

    /** The state after the last step; any thread may read it. */
    StepState state() {
        return this.state;
    }

    /** Takes up the state after a step, before anything is made of it; called by the owner. */
    StepState stepped() {
        StepState after = this.node.stepState();
        this.desk.stepped();
        this.state = after;
        return after;
    }

    /**
     * Has the chronicle look at the step that was taken up, if it is due; called by the owner.
     *
     * @param commands what the step applied
     * @param beat what it fired; null for nothing
     */
    void look(List<Command> commands, @Nullable FiredBeat beat) {
        boolean urgent = !commands.isEmpty() || (beat != null && this.chronicle.traces(beat));
        if (this.looks.isDue(this.state, urgent)) {
            this.chronicle.look(this.desk.make(), commands, beat, this.gossip);
        } else if (beat != null) {
            this.chronicle.count(beat);
        }
    }
}
