package org.chorusmesh.schedule;

import org.chorusmesh.beat.BeatState;
import org.chorusmesh.node.NodeState;
import org.chorusmesh.node.StepState;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.settings.Settings;

/** The beats of a node in this process. */
final class NodeBeatSource implements BeatSource {

    /** Steps can be late by as many on a loaded machine. A node that is later has slept. */
    private static final int LATE_STEPS = 3;

    private final ChorusNode node;

    NodeBeatSource(ChorusNode node) {
        this.node = node;
    }

    @Override
    public String nodeId() {
        return this.node.identity().nodeId();
    }

    @Override
    public BeatState state() {
        return this.node.stepState().beat();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public boolean isRunning() {
        return this.node.stepState().state() == NodeState.RUNNING;
    }

    @Override
    public boolean isCoupled() {
        return this.node.stepState().settings().coupling() > 0;
    }

    @Override
    public long freshNanos() {
        StepState last = this.node.stepState();
        Settings settings = last.settings();
        return Math.min(
                last.untilNextNanos() + LATE_STEPS * settings.stepNanos(), settings.ttlNanos() / 2);
    }

    @Override
    public long errorBoundNanos() {
        return this.node.recentSynchrony().errorBoundNanos();
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
