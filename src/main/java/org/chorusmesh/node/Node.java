package org.chorusmesh.node;

import java.util.List;
import java.util.random.RandomGenerator;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.causality.LamportClock;
import org.chorusmesh.dynamics.OrderParameter;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.peers.PeerTable;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.peers.Remedies;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * One oscillator that is coupled to its peers, as a deterministic state machine. The {@linkplain
 * #step step} is the only event at which state changes, and the Lamport event: commands, ageing,
 * admission, eviction, coupling, advance, tick. Given the configuration, the seed and the sequence
 * of (instant, reports, commands), every bit of the trajectory is determined.
 *
 * <p>Not thread-safe: one owner steps it and publishes its {@linkplain #snapshot snapshots}.
 */
public final class Node {

    private static final int PERIODS_AT_ONCE = 3;

    private final NodeIdentity identity;
    private final Oscillator oscillator;
    private final PeerTable peers;
    private final RivalWatch rivals;
    private final SettingsRegister register;
    private final ReportPace pace;
    private final ReportWriter writer;
    private final BeatKeeper beats;
    private final OrderKeeper order = new OrderKeeper();
    private final CommandDesk desk;
    private final Admissions admissions;
    private final LamportClock clock = new LamportClock();
    private final JoinKeeper join;
    private final Motion motion;

    private boolean left;
    private boolean silenced;
    private boolean reportDue;
    private long nowNanos;

    /** Creates a node with all remedies. */
    public Node(NodeConfiguration configuration, RandomGenerator random, long nowNanos) {
        this(configuration, random, nowNanos, Remedies.ALL);
    }

    /**
     * Creates a node.
     *
     * @param configuration configuration of the node
     * @param random random generator, for the noise and the wait of a joining node
     * @param nowNanos the monotonic clock, of arbitrary origin and sign
     * @param remedies the remedies that the node has; an experiment may leave out some
     * @throws IllegalArgumentException if the configuration is out of range; the message names
     *     every fault
     */
    public Node(
            NodeConfiguration configuration,
            RandomGenerator random,
            long nowNanos,
            Remedies remedies) {
        configuration.check();
        this.identity = configuration.identity();
        double frequency = configuration.settings().naturalFrequency();
        this.oscillator = new Oscillator(configuration.initialPhase(), frequency, random);
        this.peers = new PeerTable(configuration.maxPeers(), remedies);
        this.rivals = new RivalWatch(this.identity.boot());
        this.register = new SettingsRegister(configuration);
        this.beats = new BeatKeeper(configuration);
        Pace wished = configuration.pace();
        this.pace = new ReportPace(wished, this.peers, this.register, this.beats, this.oscillator);
        this.writer =
                new ReportWriter(
                        this.identity,
                        this.clock,
                        this.oscillator,
                        this.peers,
                        this.register,
                        this.beats,
                        this.order,
                        this.pace);
        this.desk = new CommandDesk(this.register, this.peers, this.oscillator, this.beats);
        this.admissions =
                new Admissions(
                        this.identity,
                        this.peers,
                        this.rivals,
                        this.register,
                        this.beats,
                        this.clock);
        this.nowNanos = nowNanos;
        this.join = new JoinKeeper(configuration, random);
        this.motion =
                new Motion(
                        this.peers,
                        this.register,
                        this.beats,
                        this.oscillator,
                        this.desk,
                        this.join);
    }

    /**
     * Runs one step, the only event at which state changes.
     *
     * @param atNanos monotonic time; an instant before that of the last step is replaced by it
     * @param inbound the input from the network since the last step
     * @param commands commands, which are applied in order before anything else
     * @return the report to publish if one is due, and the results of the commands
     */
    public StepResult step(long atNanos, Inbound inbound, List<Command> commands) {
        long elapsedNanos = Math.max(0, atNanos - this.nowNanos);
        long beforeNanos = this.pace.undisturbedNanos(elapsedNanos);
        long sleptNanos = Math.max(0, elapsedNanos - this.pace.longestWakingNanos());
        if (beforeNanos > 0) {
            pass(beforeNanos, sleptNanos, this.register.settings());
            this.motion.advance(this.register.settings(), this.nowNanos, beforeNanos);
        }
        List<CommandResult> results = this.desk.apply(commands);
        Settings settings = this.register.settings();
        pass(elapsedNanos - beforeNanos, (beforeNanos > 0) ? 0 : sleptNanos, settings);
        if (beforeNanos > 0) {
            this.peers.countFromReceipt(elapsedNanos);
        }
        this.clock.beginStep();
        this.admissions.admit(inbound, settings, this.nowNanos, this.join.isJoining());
        this.peers.evictSilent(settings.ttlNanos());
        this.silenced = this.rivals.isSilencing(this.peers.wakingNanos(), settings.ttlNanos());
        if (this.peers.ownClockStoodStill(PERIODS_AT_ONCE * settings.gossipPeriodNanos())) {
            this.join.again(this.peers.wakingNanos());
            this.order.forget();
        }
        boolean joined = this.join.isJoining();
        this.motion.advance(settings, this.nowNanos, elapsedNanos - beforeNanos);
        this.pace.begin(this.nowNanos, elapsedNanos, commands, state() == NodeState.RUNNING);
        FiredBeat beat = keepBeats(settings, elapsedNanos, joined);
        this.clock.tick();
        Report report = report();
        this.pace.planStep(this.nowNanos);
        return new StepResult(
                report, results, beat, this.pace.untilStepNanos(), this.pace.callBelowNanos());
    }

    private void pass(long nanos, long sleptNanos, Settings settings) {
        this.nowNanos += nanos;
        // The time that the node slept is not silence of its peers.
        long wakingNanos = nanos - sleptNanos;
        this.peers.age(wakingNanos, settings.ttlNanos());
        this.beats.age(wakingNanos, nanos, settings);
    }

    private @Nullable FiredBeat keepBeats(Settings settings, long elapsedNanos, boolean joined) {
        boolean running = state() == NodeState.RUNNING;
        FiredBeat beat =
                running
                        ? this.beats.fire(this.nowNanos, elapsedNanos, this.oscillator.rate())
                        : null;
        if (this.pace.isLooking() && !joined) {
            this.beats.look(this.peers, this.nowNanos, this.register.observer());
        }
        this.beats.agree(
                this.peers,
                state(),
                this.pace.isLooking(),
                this.oscillator.rate(),
                elapsedNanos,
                settings);
        this.reportDue = this.pace.isDue(this.nowNanos, this.motion.field());
        if (this.reportDue && !joined) {
            this.order.repeat(
                    this.peers,
                    this.oscillator.phase(),
                    this.oscillator.rate(),
                    this.nowNanos,
                    this.register.observer());
        }
        return beat;
    }

    private @Nullable Report report() {
        boolean goodbye = this.desk.takeLeave() && !this.left;
        if (this.left || !(goodbye || this.reportDue)) {
            return null;
        }
        this.left = goodbye;
        // A node whose id is taken sends nothing, not even a goodbye.
        if (this.silenced) {
            return null;
        }
        return this.writer.write(this.nowNanos, state(), this.join.isJoining(), goodbye);
    }

    /** The settings in force. */
    public Settings settings() {
        return this.register.settings();
    }

    /** The state of the node. */
    public NodeState state() {
        if (this.left) {
            return NodeState.LEFT;
        }
        if (this.silenced) {
            return NodeState.SILENCED;
        }
        return this.join.isJoining() ? NodeState.JOINING : NodeState.RUNNING;
    }

    /** Its phase at {@link #atNanos()}, radians in [0, 2π). */
    public double phase() {
        return this.oscillator.phase();
    }

    /** dθ/dt at that instant without the noise, rad/s. */
    public double rate() {
        return this.oscillator.rate();
    }

    /** The instant of the last step on the node's monotonic clock. */
    public long atNanos() {
        return this.nowNanos;
    }

    /** The beats and members after the last step; ages as in {@link StepState}. */
    public BeatState beat() {
        return beat(this.beats.members());
    }

    private BeatState beat(List<MemberView> members) {
        return this.beats.state(state(), this.oscillator.rate(), this.nowNanos, members);
    }

    /** What the last step shows of the node. */
    public StepState stepState() {
        return new StepState(
                state(),
                settings(),
                beat(),
                this.peers.wakingNanos(),
                this.peers.changes() + this.register.version(),
                this.pace.untilStepNanos(),
                this.pace.callBelowNanos());
    }

    /**
     * Its estimate of the order parameter of the whole mesh at {@link #atNanos()}; null while no
     * peer takes part in it.
     */
    public @Nullable OrderParameter meshOrder() {
        return this.order.shown(this.nowNanos, this.beats.presentMembers());
    }

    /** The node after the last step. */
    public NodeSnapshot snapshot() {
        List<PeerView> views = this.peers.views(this.nowNanos, this.register.observer());
        return new NodeSnapshot(
                this.identity,
                state(),
                this.clock.value(),
                this.oscillator.phase(),
                this.oscillator.rate(),
                this.nowNanos,
                this.pace.periodNanos(),
                settings(),
                this.register.version(),
                this.register.view(),
                this.register.overrides(),
                views,
                this.peers.evicted(),
                MeshOrder.of(this.oscillator, views),
                meshOrder(),
                this.admissions.verdicts(),
                this.admissions.inboxDrops(),
                this.peers.clockSteps(),
                this.rivals.isHeard(this.peers.wakingNanos(), settings().ttlNanos()),
                this.join.waitsFor(),
                beat(this.beats.membersNow()));
    }
}
