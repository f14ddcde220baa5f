package org.chorusmesh.node;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.chorusmesh.causality.LamportClock;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.dynamics.Field;
import org.chorusmesh.dynamics.KuramotoStep;
import org.chorusmesh.dynamics.OrderParameter;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.dynamics.WienerIncrement;
import org.chorusmesh.peers.Observer;
import org.chorusmesh.peers.PeerTable;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.peers.Report;
import org.jspecify.annotations.Nullable;

/**
 * One oscillator that keeps time with its peers, as a deterministic state machine. The {@linkplain #step step} is the one event
 * at which state changes, and the Lamport event: commands, ageing, admission, eviction, coupling, advance, tick. Given the
 * configuration, the seed and the sequence of (instant, reports, commands), every bit of the trajectory is determined.
 *
 * <p>Not safe for use by several threads: one owner steps it and hands its {@linkplain #snapshot snapshots} on.
 */
public final class Node {

    private static final double SECONDS_PER_NANO = 1e-9;

    private static final long MAX_RANDOM_WAIT_NANOS = 500_000_000L;

    private static final int PERIODS_AT_ONCE = 3;

    private final NodeIdentity identity;
    private final RandomGenerator random;
    private final PeerTable peers;
    private final RivalWatch rivals;
    private final LamportClock clock = new LamportClock();
    private final Field field = new Field();
    private final Map<String, PeerOverride> overrides = new TreeMap<>();
    private final long[] verdicts = new long[Verdict.values().length];

    private Settings settings;
    private long settingsVersion;
    private Observer observer;
    private Command.AddressesKnown addresses = new Command.AddressesKnown(false, 0);
    private @Nullable Joining joining;
    private boolean left;
    private boolean silenced;
    private double initialPhase;
    private double phase;
    private double rate;
    private long nowNanos;
    private long reportDueNanos;
    private long inboxDrops;

    /**
     * A node that has not stepped yet.
     *
     * @param configuration what it is born with
     * @param random source of chance, for the noise and the wait of a joiner
     * @param nowNanos the monotonic clock, of arbitrary origin and sign
     * @throws IllegalArgumentException if the configuration is out of range; the message names every fault
     */
    public Node(NodeConfiguration configuration, RandomGenerator random, long nowNanos) {
        configuration.check();
        this.identity = configuration.identity();
        this.random = random;
        this.settings = configuration.settings();
        this.observer = observe();
        this.peers = new PeerTable(configuration.maxPeers());
        this.rivals = new RivalWatch(this.identity.boot());
        this.initialPhase = Phases.wrap(configuration.initialPhase());
        this.phase = this.initialPhase;
        this.rate = this.settings.naturalFrequency();
        this.nowNanos = nowNanos;
        this.reportDueNanos = nowNanos;
        if (configuration.joinMode() == JoinMode.ALIGN) {
            this.joining = new Joining(0, (long) (random.nextDouble() * MAX_RANDOM_WAIT_NANOS));
        }
    }

    /**
     * The one event at which state changes.
     *
     * @param atNanos the monotonic clock; an instant before the last step's is taken for that one
     * @param inbound what the network brought since the last step
     * @param commands applied in order, before anything else
     * @return the report to publish, where one is due, and the results of the commands
     */
    public StepResult step(long atNanos, Inbound inbound, List<Command> commands) {
        long elapsedNanos = Math.max(0, atNanos - this.nowNanos);
        this.nowNanos += elapsedNanos;
        List<CommandResult> results = apply(commands);
        // What the node slept through is not its peers' silence.
        this.peers.age(Math.min(elapsedNanos, this.settings.gossipPeriodNanos()), this.settings.ttlNanos());
        this.clock.beginStep();
        admit(inbound);
        this.peers.evictSilent(this.settings.ttlNanos());
        this.silenced = this.rivals.isSilencing(this.peers.wakingNanos(), this.settings.ttlNanos());
        if (this.peers.ownClockStoodStill(PERIODS_AT_ONCE * this.settings.gossipPeriodNanos()) && !this.left) {
            this.joining = new Joining(this.peers.wakingNanos(), 0);
        }
        if (this.joining == null || !comeIn(this.joining)) {
            advance(elapsedNanos);
        }
        this.clock.tick();
        return new StepResult(report(commands), results);
    }

    private List<CommandResult> apply(List<Command> commands) {
        if (commands.isEmpty()) {
            return List.of();
        }
        List<CommandResult> results = new ArrayList<>(commands.size());
        for (Command command : commands) {
            results.add(apply(command));
        }
        return results;
    }

    private CommandResult apply(Command command) {
        if (command instanceof Command.ChangeSettings change) {
            return changeSettings(change);
        }
        if (command instanceof Command.SetPhase set) {
            return movePhase(set.phase(), set.phase(), "phase");
        }
        if (command instanceof Command.Kick kick) {
            return movePhase(this.phase + kick.radians(), this.initialPhase + kick.radians(), "kick");
        }
        if (command instanceof Command.OverridePeer override) {
            return overridePeer(override);
        }
        if (command instanceof Command.ForgetPeer forget) {
            return this.peers.forget(forget.nodeId()) ? new CommandResult.Applied() : new CommandResult.UnknownPeer();
        }
        if (command instanceof Command.AddressesKnown known) {
            this.addresses = known;
            return new CommandResult.Applied();
        }
        this.left = true;
        return new CommandResult.Applied();
    }

    private CommandResult changeSettings(Command.ChangeSettings command) {
        Long expected = command.expectedVersion();
        if (expected != null && expected != this.settingsVersion) {
            return new CommandResult.VersionConflict(this.settingsVersion);
        }
        Settings changed = command.change().applyTo(this.settings);
        List<Settings.Violation> violations = changed.violations();
        if (!violations.isEmpty()) {
            return new CommandResult.Invalid(violations);
        }
        if (!changed.equals(this.settings)) {
            this.settings = changed;
            this.settingsVersion++;
            this.observer = observe();
        }
        return new CommandResult.Applied();
    }

    private CommandResult movePhase(double newPhase, double newInitialPhase, String field) {
        if (!Double.isFinite(newPhase) || !Double.isFinite(newInitialPhase)) {
            return new CommandResult.Invalid(List.of(new Settings.Violation(field, "must be a finite number")));
        }
        this.phase = Phases.wrap(newPhase);
        this.initialPhase = Phases.wrap(newInitialPhase);
        return new CommandResult.Applied();
    }

    private CommandResult overridePeer(Command.OverridePeer command) {
        String nodeId = command.nodeId();
        PeerOverride present = this.overrides.get(nodeId);
        if (present == null && !this.peers.contains(nodeId)) {
            return new CommandResult.UnknownPeer();
        }
        PeerOverride before = (present != null) ? present : PeerOverride.NONE;
        PeerOverride changed = new PeerOverride(
                (command.weight() != null) ? command.weight() : before.weight(),
                (command.muted() != null) ? command.muted() : before.muted());
        if (!(changed.weight() >= 0 && changed.weight() <= 1)) {
            return new CommandResult.Invalid(List.of(new Settings.Violation("weight", "must be between 0 and 1")));
        }
        if (!changed.equals(before)) {
            if (changed.equals(PeerOverride.NONE)) {
                this.overrides.remove(nodeId);
            } else {
                this.overrides.put(nodeId, changed);
            }
            this.peers.setFactor(nodeId, changed.factor());
            this.settingsVersion++;
        }
        return new CommandResult.Applied();
    }

    private Observer observe() {
        return new Observer(
                this.identity.boot().bits(),
                this.settings.naturalFrequency(),
                this.settings.coupling(),
                this.settings.ttlNanos());
    }

    private void admit(Inbound inbound) {
        this.inboxDrops += inbound.dropped();
        this.verdicts[Verdict.MALFORMED.ordinal()] += inbound.malformed();
        this.verdicts[Verdict.UNAUTHENTICATED.ordinal()] += inbound.unauthenticated();
        for (Arrival arrival : inbound.arrivals()) {
            Verdict verdict = judge(arrival);
            this.verdicts[verdict.ordinal()]++;
            if (verdict.isAdmitted()) {
                this.clock.observe(arrival.report().lamport());
            }
        }
    }

    private Verdict judge(Arrival arrival) {
        Report report = arrival.report();
        if (!ReportCheck.isWellFormed(report)) {
            return Verdict.MALFORMED;
        }
        if (!report.nodeId().equals(this.identity.nodeId())) {
            return this.peers.admit(report, arrival.receivedNanos(), this.nowNanos, this.observer);
        }
        if (report.boot().equals(this.identity.boot())) {
            return Verdict.ECHO;
        }
        this.rivals.hear(
                report.boot(), report.lamport(), this.peers.wakingNanos(), this.settings.ttlNanos());
        return Verdict.DUPLICATE_ID;
    }

    private boolean comeIn(Joining waiting) {
        Joining.Outcome outcome = waiting.decide(this.peers, this.settings, this.addresses, this.nowNanos);
        if (outcome == Joining.Outcome.WAIT) {
            return false;
        }
        this.joining = null;
        this.field.clear();
        if (outcome == Joining.Outcome.ALIGN) {
            this.peers.addTo(this.field, this.nowNanos, this.nowNanos, this.observer);
        } else if (outcome == Joining.Outcome.ALIGN_AS_HEARD) {
            this.peers.addUnansweredTo(this.field, this.nowNanos, this.observer);
        }
        this.phase = this.field.isEmpty() ? this.initialPhase : Phases.wrap(this.field.angle());
        // The phase holds at this very instant: nothing is left to integrate, but the rate follows from it.
        this.rate = take(0).rate();
        return true;
    }

    private void advance(long elapsedNanos) {
        this.field.clear();
        if (this.joining == null) {
            this.peers.addTo(this.field, this.nowNanos - elapsedNanos / 2, this.nowNanos, this.observer);
        }
        double seconds = elapsedNanos * SECONDS_PER_NANO;
        KuramotoStep step = take(seconds);
        double noise = WienerIncrement.draw(this.settings.noise(), seconds, this.random);
        this.phase = Phases.wrap(this.phase + step.advance() + noise);
        this.rate = step.rate();
    }

    private KuramotoStep take(double seconds) {
        return KuramotoStep.take(
                this.phase,
                this.settings.naturalFrequency(),
                this.settings.coupling(),
                this.settings.phaseLag(),
                this.field,
                seconds);
    }

    private @Nullable Report report(List<Command> commands) {
        boolean goodbye = this.left && commands.stream().anyMatch(Command.Leave.class::isInstance);
        if (goodbye) {
            return this.silenced ? null : write(true);
        }
        // Half a step early is nearer to the period than half a step late.
        if (this.left || this.nowNanos - this.reportDueNanos < -this.settings.stepNanos() / 2) {
            return null;
        }
        this.reportDueNanos += this.settings.gossipPeriodNanos();
        if (this.reportDueNanos - this.nowNanos <= 0) {
            this.reportDueNanos = this.nowNanos + this.settings.gossipPeriodNanos();
        }
        return this.silenced ? null : write(false);
    }

    private Report write(boolean goodbye) {
        return new Report(
                this.identity.nodeId(),
                this.identity.boot(),
                this.clock.value(),
                this.nowNanos,
                this.settings.gossipPeriodNanos(),
                this.phase,
                this.rate,
                this.settings.naturalFrequency(),
                this.joining != null,
                goodbye,
                this.peers.nextEchoes(
                        this.nowNanos, this.settings.gossipPeriodNanos(), this.settings.ttlNanos()));
    }

    /**
     * The settings in force.
     */
    public Settings settings() {
        return this.settings;
    }

    /**
     * What the node is doing.
     */
    public NodeState state() {
        if (this.left) {
            return NodeState.LEFT;
        }
        if (this.silenced) {
            return NodeState.SILENCED;
        }
        return (this.joining != null) ? NodeState.JOINING : NodeState.RUNNING;
    }

    /**
     * The node as the last step left it.
     */
    public NodeSnapshot snapshot() {
        List<PeerView> views = this.peers.views(this.nowNanos, this.observer);
        Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict, this.verdicts[verdict.ordinal()]);
        }
        return new NodeSnapshot(
                this.identity,
                state(),
                this.clock.value(),
                this.phase,
                this.rate,
                this.nowNanos,
                this.settings,
                this.settingsVersion,
                Collections.unmodifiableMap(new TreeMap<>(this.overrides)),
                views,
                this.peers.evicted(),
                order(views),
                Collections.unmodifiableMap(counts),
                this.inboxDrops,
                this.peers.clockSteps(),
                this.rivals.isHeard(this.peers.wakingNanos(), this.settings.ttlNanos()));
    }

    private OrderParameter order(List<PeerView> views) {
        Field everyone = new Field();
        everyone.add(1, this.phase, this.rate);
        for (PeerView view : views) {
            if (view.evidence() > 0) {
                everyone.add(1, view.phase(), view.frequency());
            }
        }
        double total = everyone.totalWeight();
        return new OrderParameter(
                everyone.magnitude() / total, Phases.wrap(everyone.angle()), (int) total);
    }
}
