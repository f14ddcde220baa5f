package org.chorusmesh.schedule;

import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.node.NodeState;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Settings;

/** A node with its pulse and jobs, on a clock of the test's. Its timer wakes once a tick. */
final class VirtualMachine implements BeatSource {

    private final List<Runnable> listeners = new ArrayList<>();
    private final List<Arrival> inbox = new ArrayList<>();
    private final String nodeId;
    private final Settings settings;
    private final Node node;
    private final Pulse pulse = new Pulse(this);
    final Jobs jobs;
    private BeatState state;
    private long nowNanos;
    private long nextStepNanos;
    private long wakesNanos = Long.MIN_VALUE;

    VirtualMachine(String nodeId, long boot, Settings settings, long nowNanos, long firstNumber) {
        this.nodeId = nodeId;
        this.settings = settings;
        this.nowNanos = nowNanos;
        this.nextStepNanos = nowNanos;
        SplittableRandom random = new SplittableRandom(boot);
        this.node =
                new Node(
                        new NodeConfiguration(
                                new NodeIdentity("test", nodeId, new Boot(boot, boot)),
                                settings,
                                JoinMode.ALIGN,
                                random.nextDouble(6),
                                100,
                                false,
                                0,
                                firstNumber,
                                MemberRules.DEFAULT),
                        random,
                        nowNanos);
        this.state = this.node.beat();
        this.jobs =
                new Jobs(
                        this,
                        this.pulse,
                        Runnable::run,
                        new BeatEvents(this, Runnable::run, (event) -> {}),
                        ObservationRegistry.NOOP,
                        0.25);
    }

    void receive(Report report) {
        this.inbox.add(new Arrival(report, this.nowNanos));
    }

    void sleepUntil(long nanos) {
        this.wakesNanos = nanos;
    }

    boolean isAwake() {
        return this.nowNanos >= this.wakesNanos;
    }

    /** Goes on to an instant: the timer, and a step if one is due. */
    Report pass(long untilNanos, Command... commands) {
        this.nowNanos = untilNanos;
        if (!isAwake()) {
            return null;
        }
        // The timer wakes no later than the integrator does, and first sees what is from before.
        this.pulse.look();
        Report report = null;
        if (untilNanos >= this.nextStepNanos) {
            this.nextStepNanos = untilNanos + this.settings.stepNanos();
            List<Arrival> arrivals = List.copyOf(this.inbox);
            this.inbox.clear();
            report = this.node.step(untilNanos, Inbound.of(arrivals), List.of(commands)).report();
            this.state = this.node.beat();
            this.listeners.forEach(Runnable::run);
            this.pulse.look();
        }
        return report;
    }

    /** Its last step, whose report is the goodbye. */
    Report leave() {
        this.nextStepNanos = this.nowNanos;
        return pass(this.nowNanos, new Command.Leave());
    }

    @Override
    public String nodeId() {
        return this.nodeId;
    }

    @Override
    public BeatState state() {
        return this.state;
    }

    @Override
    public long nanoTime() {
        return this.nowNanos;
    }

    @Override
    public boolean isRunning() {
        return this.node.state() == NodeState.RUNNING;
    }

    @Override
    public boolean isCoupled() {
        return true;
    }

    @Override
    public long freshNanos() {
        return 4 * this.settings.stepNanos();
    }

    @Override
    public long errorBoundNanos() {
        return 0;
    }

    @Override
    public void addStepListener(Runnable listener) {
        this.listeners.add(listener);
    }

    @Override
    public void removeStepListener(Runnable listener) {
        this.listeners.remove(listener);
    }
}
