package org.chorusmesh.simulation.mesh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.beat.FirstNumber;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.Incarnation;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Remedies;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;
import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.Remedy;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.Topology;

/** The machines of a scenario, the graph between them and the births of their nodes. */
public final class Mesh {

    /** The wall clock at the start of every run: 2026-01-01. */
    private static final long WALL_MILLIS = 1_767_225_600_000L;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private static final double MAX_ORIGIN_NANOS = 1e15;

    private static final long WALL_SEED = 0x2545F4914F6CDD1DL;

    /** The members in the order in which they step. */
    final Member[] inStepOrder;

    final Member[] members;
    final int[][] neighbours;
    final double[] omega;
    final double[] theta;
    private final Scenario scenario;
    private final Chance chance;
    private final Remedies remedies;
    private final Map<Integer, Scenario.Speed> speeds = new HashMap<>();
    private final long[] staggers;
    private final long[] wallOffsets;

    /** The machines of a scenario; no process is up yet. */
    public Mesh(Scenario scenario, Chance chance) {
        this.scenario = scenario;
        this.remedies = Remedy.allBut(scenario.without());
        int n = scenario.nodes();
        this.neighbours = scenario.topology().of(n, chance.fork());
        this.omega = scenario.frequencies().of(n, chance.fork());
        this.theta = scenario.phases().of(n, chance.fork());
        this.chance = chance.fork();
        scenario.speeds()
                .forEach((speed) -> speed.nodes().forEach((node) -> this.speeds.put(node, speed)));
        this.members = new Member[n];
        this.staggers = new long[n];
        this.wallOffsets = wallOffsets(scenario);
        for (int i = 0; i < n; i++) {
            this.members[i] = machine(i, 0);
            this.staggers[i] = stagger(settings(i).stepNanos());
        }
        this.inStepOrder = this.members.clone();
        Arrays.sort(
                this.inStepOrder,
                Comparator.comparingLong((member) -> this.staggers[member.index]));
    }

    /** The machines, those of duplicates apart; not to be changed. */
    public Member[] members() {
        return this.members;
    }

    /** Whom each member hears, in ascending order; not to be changed. */
    public int[][] neighbours() {
        return this.neighbours;
    }

    /** Whom each of some members hears of these, by their places among these. */
    public int[][] neighboursAmong(int[] who) {
        return Arrays.stream(who)
                .mapToObj((member) -> Arrays.stream(this.neighbours[member]))
                .map((all) -> all.map((j) -> Arrays.binarySearch(who, j)))
                .map((places) -> places.filter((place) -> place >= 0).toArray())
                .toArray(int[][]::new);
    }

    /** Natural frequencies, rad/s; not to be changed. */
    public double[] omega() {
        return this.omega;
    }

    /** The mean of the natural frequencies, rad/s. */
    public double meanOmega() {
        return Arrays.stream(this.omega).average().orElse(0);
    }

    /** Initial phases, radians; not to be changed. */
    public double[] theta() {
        return this.theta;
    }

    /** How far each wall clock is off. Drawn apart, so that it disturbs no other draw. */
    private static long[] wallOffsets(Scenario scenario) {
        Chance chance = new Chance(scenario.seed() ^ WALL_SEED);
        double most = scenario.clocks().wallSpreadNanos() / 2.0;
        long[] offsets = new long[scenario.nodes()];
        for (int i = 0; i < offsets.length && most > 0; i++) {
            offsets[i] = (long) chance.between(-most, most);
        }
        return offsets;
    }

    private Member machine(int index, long nanos) {
        Scenario.Clocks clocks = this.scenario.clocks();
        long origin =
                clocks.randomOrigins()
                        ? (long) this.chance.between(-MAX_ORIGIN_NANOS, MAX_ORIGIN_NANOS)
                        : 0;
        double ppm =
                (clocks.driftPpm() > 0)
                        ? this.chance.between(-clocks.driftPpm(), clocks.driftPpm())
                        : 0;
        return new Member(index, "n" + index, new VirtualClock(nanos, origin, ppm));
    }

    /** Another machine for a node's id. */
    Member shadowOf(int of, int index, long nanos) {
        Member like = machine(index, nanos);
        Member shadow = new Member(index, "n" + of, like.clock);
        give(shadow, nanos, new Birth(true, 0, false, 0), of);
        return shadow;
    }

    /** How a node comes to life. */
    record Birth(boolean align, long clockBackNanos, boolean persisted, double phase) {}

    /** Starts a process. */
    void start(Member member, long nanos, Birth birth) {
        give(member, nanos, birth, member.index);
    }

    private void give(Member member, long nanos, Birth birth, int like) {
        long wallNanos = this.wallOffsets[like] + nanos - birth.clockBackNanos();
        long wallMillis = WALL_MILLIS + wallNanos / NANOS_PER_MILLI;
        OptionalLong persisted =
                birth.persisted() ? OptionalLong.of(member.incarnation) : OptionalLong.empty();
        member.incarnation = Incarnation.next(wallMillis, persisted);
        Boot boot = new Boot(member.incarnation, this.chance.nextLong());
        Settings settings = settings(like);
        member.start(
                new Node(
                        new NodeConfiguration(
                                new NodeIdentity("simulated", member.nodeId, boot),
                                settings,
                                birth.align() ? JoinMode.ALIGN : JoinMode.FREE,
                                birth.phase(),
                                Math.max(
                                        NodeConfiguration.DEFAULT_MAX_PEERS, this.scenario.nodes()),
                                false,
                                NodeConfiguration.DEFAULT_JOIN_PATIENCE_NANOS,
                                firstNumber(member, like, wallNanos, birth.persisted()),
                                this.scenario.beats().rules()),
                        this.chance.fork(),
                        member.clock.at(nanos),
                        this.remedies));
        member.stepNanos = settings.stepNanos();
        member.commands =
                birth.align()
                        ? List.of(new Command.AddressesKnown(true, this.neighbours[like].length))
                        : List.of();
    }

    private long firstNumber(Member member, int like, long wallNanos, boolean persisted) {
        double hertz = settings(like).frequencyHz();
        List<Long> listed = this.scenario.beats().firstNumbers();
        if (listed.isEmpty()) {
            return FirstNumber.of(
                    WALL_MILLIS + wallNanos / NANOS_PER_MILLI,
                    hertz,
                    persisted ? OptionalLong.of(member.lastNumber) : OptionalLong.empty());
        }
        double sinceBegin = (wallNanos - this.wallOffsets[like]) / 1e9 * Math.abs(hertz);
        long byClock = listed.get(like) + (long) sinceBegin;
        long number = persisted ? Math.max(byClock, member.lastNumber + 1) : byClock;
        return Math.min(Math.max(0, number), BeatReport.MAX_NUMBER);
    }

    private Settings settings(int index) {
        Settings base = this.scenario.settings();
        Scenario.Speed speed = this.speeds.get(index);
        Settings own =
                base.with(Setting.COUPLING, base.coupling() * couplingFactor(index))
                        .with(Setting.FREQUENCY, this.omega[index] / (2 * Math.PI));
        return (speed == null)
                ? own
                : own.with(Setting.STEP, speed.stepNanos())
                        .with(Setting.GOSSIP_PERIOD, speed.gossipPeriodNanos());
    }

    private double couplingFactor(int index) {
        return this.scenario
                .topology()
                .couplingFactor(this.neighbours[index].length, this.members.length);
    }

    /** A change of a member's settings, with the coupling divided as the topology has it. */
    SettingsChange divided(SettingsChange change, Member member) {
        Number coupling = change.get(Setting.COUPLING);
        return (coupling == null || member.index >= this.members.length)
                ? change
                : change.with(
                        Setting.COUPLING, coupling.doubleValue() * couplingFactor(member.index));
    }

    /** Starts everyone who is there from the beginning. */
    void startAll() {
        for (Member member : this.inStepOrder) {
            if (!this.scenario.late().contains(member.index)) {
                start(
                        member,
                        0,
                        new Birth(this.scenario.align(), 0, false, this.theta[member.index]));
            }
        }
    }

    /** Lets everyone who is there begin to step. */
    void beginSteps(StepWheel wheel) {
        for (Member member : this.members) {
            if (member.node != null) {
                wheel.add(member.index, this.staggers[member.index]);
            }
        }
    }

    /** How long after its birth a node first steps, on average half a step. */
    long stagger(long stepNanos) {
        return this.scenario.stagger() ? (long) (this.chance.nextDouble() * stepNanos) : 0;
    }

    /**
     * Lets everyone have heard, and answered, all neighbours when the run begins: reports written
     * just so long before that they arrive now, in which every neighbour is answered.
     *
     * @param network for the least delays
     */
    void fillTables(Network network) {
        double[] rates = initialRates();
        for (Member writer : this.members) {
            Node node = writer.node;
            if (node == null) {
                continue;
            }
            int[] listeners = this.neighbours[writer.index];
            List<Echo> echoes = new ArrayList<>(listeners.length);
            for (int k = 0; k < listeners.length; k++) {
                Member listener = this.members[listeners[k]];
                if (listener.node != null) {
                    long there = network.leastTransitNanos(writer.index, k);
                    long back =
                            network.leastTransitNanos(
                                    listener.index,
                                    Topology.indexOf(
                                            this.neighbours[listener.index], writer.index));
                    echoes.add(new Echo(bits(listener), listener.clock.at(-there - back), 0));
                }
            }
            for (int k = 0; k < listeners.length; k++) {
                Member listener = this.members[listeners[k]];
                if (listener.node != null) {
                    long there = network.leastTransitNanos(writer.index, k);
                    listener.received.add(
                            new Arrival(
                                    report(writer, rates[writer.index], there, echoes),
                                    listener.clock.at(0)));
                }
            }
        }
    }

    private static long bits(Member member) {
        return member.node.snapshot().identity().boot().bits();
    }

    private Report report(Member writer, double rate, long beforeNanos, List<Echo> echoes) {
        double phase = this.theta[writer.index] - rate * beforeNanos * 1e-9;
        return new Report(
                writer.nodeId,
                writer.node.snapshot().identity().boot(),
                0,
                writer.clock.at(-beforeNanos),
                writer.node.settings().gossipPeriodNanos(),
                org.chorusmesh.dynamics.Phases.wrap(phase),
                rate,
                this.omega[writer.index],
                false,
                false,
                echoes);
    }

    private double[] initialRates() {
        Settings settings = this.scenario.settings();
        double[] rates =
                new MeanField(this.neighbours, this.omega, settings.coupling(), settings.phaseLag())
                        .rates(this.theta);
        for (int i = 0; i < rates.length; i++) {
            rates[i] = this.omega[i] + couplingFactor(i) * (rates[i] - this.omega[i]);
        }
        return rates;
    }
}
