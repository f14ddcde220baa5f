package org.chorusmesh.simulation.mesh;

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
import org.chorusmesh.node.Command;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.peers.Remedies;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;
import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.Remedy;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.Topology;
import org.jspecify.annotations.Nullable;

/** The machines of a scenario and the graph between them. Starts the nodes. */
public final class Mesh {

    /** The wall clock at the start of every run: 2026-01-01. */
    private static final long WALL_MILLIS = 1_767_225_600_000L;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private static final double MAX_ORIGIN_NANOS = 1e15;

    /** The members in the order in which they step. */
    final Member[] inStepOrder;

    final Member[] members;
    final int[][] neighbours;
    final double[] omega;
    final double[] theta;
    private final Scenario scenario;
    private final Chance chance;
    private final Remedies remedies;
    private final @Nullable OverlayLinks overlay;
    private final Map<Integer, Scenario.Speed> speeds = new HashMap<>();
    private final long[] staggers;
    private final long[] wallOffsets;
    private long others;

    /** Creates the machines of a scenario; no process is up yet. */
    public Mesh(Scenario scenario, Chance chance) {
        this.scenario = scenario;
        this.remedies = Remedy.allBut(scenario.without());
        int n = scenario.nodes();
        Chance graph = chance.fork();
        this.overlay =
                (scenario.topology() instanceof Topology.Overlay overlay)
                        ? new OverlayLinks(scenario, overlay, graph)
                        : null;
        this.neighbours =
                (this.overlay != null) ? this.overlay.heardBy() : scenario.topology().of(n, graph);
        this.omega = scenario.frequencies().of(n, chance.fork());
        this.theta = scenario.phases().of(n, chance.fork());
        this.chance = chance.fork();
        scenario.speeds()
                .forEach((speed) -> speed.nodes().forEach((node) -> this.speeds.put(node, speed)));
        this.members = new Member[n];
        this.staggers = new long[n];
        this.wallOffsets = WallClocks.errorNanos(scenario);
        for (int i = 0; i < n; i++) {
            this.members[i] = machine(i, 0);
            this.staggers[i] = stagger(settings(i).stepNanos());
        }
        this.inStepOrder = this.members.clone();
        Arrays.sort(
                this.inStepOrder,
                Comparator.comparingLong((member) -> this.staggers[member.index]));
    }

    /** The machines, without those of duplicates. The array must not be changed. */
    public Member[] members() {
        return this.members;
    }

    /** The neighbours of each member, in ascending order. The arrays must not be changed. */
    public int[][] neighbours() {
        return this.neighbours;
    }

    /** The neighbours of each of some members among these members, as indices into {@code who}. */
    public int[][] neighboursAmong(int[] who) {
        return Arrays.stream(who)
                .mapToObj((member) -> Arrays.stream(this.neighbours[member]))
                .map((all) -> all.map((j) -> Arrays.binarySearch(who, j)))
                .map((places) -> places.filter((place) -> place >= 0).toArray())
                .toArray(int[][]::new);
    }

    /** Natural frequencies, rad/s. The array must not be changed. */
    public double[] omega() {
        return this.omega;
    }

    /** The mean of the natural frequencies, rad/s. */
    public double meanOmega() {
        return Arrays.stream(this.omega).average().orElse(0);
    }

    /** Initial phases, radians. The array must not be changed. */
    public double[] theta() {
        return this.theta;
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

    /** Creates and starts a second machine with the id of a node. */
    Member shadowOf(int of, int index, long nanos) {
        Member like = machine(index, nanos);
        Member shadow = new Member(index, "n" + of, like.clock);
        startLike(shadow, nanos, new Birth(true, 0, false, 0), of);
        return shadow;
    }

    /**
     * How a node starts.
     *
     * @param align whether it joins by aligning; else freely
     * @param clockBackNanos how far its wall clock is set back
     * @param persisted whether it keeps the incarnation and the beat number of the machine
     * @param phase initial phase, radians
     */
    record Birth(boolean align, long clockBackNanos, boolean persisted, double phase) {}

    /** Connects changes of links, of a topology that has any, with what they act on. */
    void connect(OverlayLinks.Schedule schedule, OverlayLinks.Relinked relinked) {
        if (this.overlay != null) {
            this.overlay.connect(
                    schedule,
                    relinked,
                    (member, other) -> this.members[member].release(this.members[other].nodeId));
        }
    }

    /** Stops a process. */
    void stop(Member member, long nanos) {
        member.stop();
        if (this.overlay != null && member.index < this.members.length) {
            this.overlay.stopped(member.index, nanos);
        }
    }

    /** Starts a process with another id than that of any earlier process of the machine. */
    void startAnother(Member member, long nanos, Birth birth) {
        member.nodeId = "n" + member.index + "." + ++this.others;
        start(member, nanos, birth);
    }

    /** Starts a process. */
    void start(Member member, long nanos, Birth birth) {
        if (member.node != null) {
            stop(member, nanos);
        }
        if (this.overlay != null) {
            this.overlay.started(member.index, nanos);
        }
        startLike(member, nanos, birth, member.index);
    }

    private void startLike(Member member, long nanos, Birth birth, int like) {
        long wallNanos = this.wallOffsets[like] + nanos - birth.clockBackNanos();
        long wallMillis = WALL_MILLIS + wallNanos / NANOS_PER_MILLI;
        OptionalLong persisted =
                birth.persisted() ? OptionalLong.of(member.incarnation) : OptionalLong.empty();
        member.incarnation = Incarnation.next(wallMillis, persisted);
        Boot boot = new Boot(member.incarnation, this.chance.nextLong());
        member.boot = boot;
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
                                this.scenario.beats().rules(this.scenario.topology()),
                                this.scenario.pace()),
                        this.chance.fork(),
                        member.clock.at(nanos),
                        this.remedies));
        member.stepNanos = settings.stepNanos();
        member.callBelowNanos = 0;
        member.commands =
                birth.align()
                        ? List.of(new Command.AddressesKnown(true, dialled(like)))
                        : List.of();
    }

    /** Number of other addresses that a node dials when it starts. */
    private int dialled(int index) {
        return (this.overlay != null) ? this.overlay.dialled(index) : this.neighbours[index].length;
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

    /** The factor that the topology puts on the coupling of a member. */
    double couplingFactor(int index) {
        return this.scenario
                .topology()
                .couplingFactor(this.neighbours[index].length, this.members.length);
    }

    /**
     * A change of settings for a member, with the coupling multiplied by the factor of the
     * topology.
     */
    SettingsChange divided(SettingsChange change, Member member) {
        Number coupling = change.get(Setting.COUPLING);
        return (coupling == null || member.index >= this.members.length)
                ? change
                : change.with(
                        Setting.COUPLING, coupling.doubleValue() * couplingFactor(member.index));
    }

    /** Starts all nodes that are not late. */
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

    /** Schedules the first step of each node that is up. */
    void beginSteps(StepWheel wheel) {
        for (Member member : this.members) {
            if (member.node != null) {
                wheel.add(member.index, this.staggers[member.index]);
            }
        }
    }

    /**
     * The time from the start of a node to its first step: uniform in one step period, or 0 without
     * stagger.
     */
    long stagger(long stepNanos) {
        return this.scenario.stagger() ? (long) (this.chance.nextDouble() * stepNanos) : 0;
    }
}
