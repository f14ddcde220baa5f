package org.chorusmesh.node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.random.RandomGenerator;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * A mesh of nodes in virtual time, full unless links are left out, in ticks of one millisecond:
 * each steps every 10 ms, or less often where it says so, on a clock of its own origin, and reports
 * take their time. Nodes can be paused (their clock runs on), suspended (it stands still), cut off
 * and killed.
 */
final class VirtualMesh {

    private static final long MILLI = 1_000_000L;

    private record Delivery(long atMillis, long order, String to, Report report) {}

    static final class Member {
        Node node;
        long clockOffsetNanos;
        long steppedMillis;
        long untilNextMillis;
        long callBelowNanos;
        boolean called;
        int steps;
        boolean paused;
        boolean suspended;
        boolean cutOff;
        final List<Report> held = new ArrayList<>();
        final List<Arrival> inbox = new ArrayList<>();
        final List<Command> commands = new ArrayList<>();
        final List<Report> sent = new ArrayList<>();
        // What the network makes of its reports; null for a lost one.
        Function<Report, @Nullable Report> wire = Function.identity();
        final List<FiredBeat> fired = new ArrayList<>();
        final Map<Long, MemberList> agreed = new LinkedHashMap<>();

        void receive(Arrival arrival) {
            this.inbox.add(arrival);
            this.called |= arrival.report().gossipPeriodNanos() < this.callBelowNanos;
        }

        long clock(long nowMillis) {
            return nowMillis * MILLI + this.clockOffsetNanos;
        }
    }

    final Map<String, Member> members = new LinkedHashMap<>();
    private final RandomGenerator random;
    private final LongUnaryOperator delayMillis;
    private final Settings settings;
    private final PriorityQueue<Delivery> network =
            new PriorityQueue<>(
                    Comparator.comparingLong(Delivery::atMillis)
                            .thenComparingLong(Delivery::order));
    Pace pace = Pace.ADAPTIVE;
    // Whether the reports of one id reach another.
    BiPredicate<String, String> links = (from, to) -> true;
    private long order;
    private long nowMillis;

    /** An empty mesh with delays of up to 20 ms. */
    static VirtualMesh of(Settings settings) {
        return new VirtualMesh(settings, 7, (random) -> random % 20);
    }

    /** Nodes n0, n1 … with the default settings, one for each first number. */
    static VirtualMesh started(JoinMode mode, long... firstNumbers) {
        VirtualMesh mesh = of(Settings.defaults());
        for (int i = 0; i < firstNumbers.length; i++) {
            mesh.add(
                    "n" + i,
                    mode,
                    1.1 * i,
                    firstNumbers.length - 1,
                    firstNumbers[i],
                    MemberRules.DEFAULT);
        }
        return mesh;
    }

    /** The beats of a node. */
    BeatState beat(String id) {
        return this.members.get(id).node.beat();
    }

    /**
     * An empty mesh.
     *
     * @param delayMillis the delay of a report, from a random number
     */
    VirtualMesh(Settings settings, long seed, LongUnaryOperator delayMillis) {
        this.settings = settings;
        this.random = new SplittableRandom(seed);
        this.delayMillis = delayMillis;
    }

    Member add(String id, JoinMode joinMode, double initialPhase, int others) {
        return add(id, joinMode, initialPhase, others, 0, MemberRules.DEFAULT);
    }

    Member add(
            String id,
            JoinMode joinMode,
            double initialPhase,
            int others,
            long firstNumber,
            @Nullable MemberRules rules) {
        Member member = new Member();
        member.clockOffsetNanos =
                this.random.nextLong(-1_000_000_000_000_000L, 1_000_000_000_000_000L);
        member.steppedMillis = this.nowMillis;
        member.untilNextMillis = this.random.nextLong(10);
        Boot boot = new Boot(1_000 + this.nowMillis, this.random.nextLong());
        member.node =
                new Node(
                        new NodeConfiguration(
                                new NodeIdentity("virtual", id, boot),
                                this.settings,
                                joinMode,
                                initialPhase,
                                NodeConfiguration.DEFAULT_MAX_PEERS,
                                true,
                                NodeConfiguration.DEFAULT_JOIN_PATIENCE_NANOS,
                                firstNumber,
                                rules,
                                this.pace),
                        new SplittableRandom(this.random.nextLong()),
                        member.clock(this.nowMillis));
        member.commands.add(new Command.AddressesKnown(true, others));
        this.members.put(id, member);
        return member;
    }

    /** Adds nodes that start at once, at one phase, and expect each other. */
    void addInStep(String... ids) {
        for (String id : ids) {
            add(id, JoinMode.FREE, 0.1, ids.length - 1);
        }
    }

    /** The weight of a peer; 0 without it. */
    double weight(String id, String of) {
        return snapshot(id).peers().stream()
                .filter((peer) -> peer.nodeId().equals(of))
                .mapToDouble((peer) -> peer.weight())
                .findFirst()
                .orElse(0);
    }

    void kill(String id) {
        this.members.remove(id);
    }

    void command(String id, Command command) {
        this.members.get(id).commands.add(command);
    }

    /** The time since the last step of a node. */
    long asleepMillis(String id) {
        return this.nowMillis - this.members.get(id).steppedMillis;
    }

    void run(long millis) {
        for (long end = this.nowMillis + millis; this.nowMillis < end; ) {
            this.nowMillis++;
            tick();
        }
    }

    private void tick() {
        for (Member member : this.members.values()) {
            if (member.suspended) {
                member.clockOffsetNanos -= MILLI;
            } else {
                member.held.forEach(
                        (report) ->
                                member.receive(new Arrival(report, member.clock(this.nowMillis))));
                member.held.clear();
            }
        }
        while (!this.network.isEmpty() && this.network.peek().atMillis() <= this.nowMillis) {
            Delivery delivery = this.network.remove();
            Member to = this.members.get(delivery.to());
            if (to != null && to.suspended) {
                // A suspended machine's network is suspended too.
                to.held.add(delivery.report());
            } else if (to != null) {
                to.receive(new Arrival(delivery.report(), to.clock(this.nowMillis)));
            }
        }
        for (Map.Entry<String, Member> entry : List.copyOf(this.members.entrySet())) {
            Member member = entry.getValue();
            if (!member.paused
                    && !member.suspended
                    && this.nowMillis - member.steppedMillis
                            >= (member.commands.isEmpty() && !member.called
                                    ? member.untilNextMillis
                                    : Math.min(10, member.untilNextMillis))) {
                step(entry.getKey(), member);
            }
        }
    }

    private void step(String id, Member member) {
        Inbound inbound = Inbound.of(List.copyOf(member.inbox));
        List<Command> commands = List.copyOf(member.commands);
        member.inbox.clear();
        member.commands.clear();
        StepResult result = member.node.step(member.clock(this.nowMillis), inbound, commands);
        member.steps++;
        member.steppedMillis = this.nowMillis;
        // Rounded up, so that no step comes before its time.
        member.untilNextMillis = -Math.floorDiv(-result.untilNextNanos(), MILLI);
        member.callBelowNanos = result.callBelowNanos();
        member.called = false;
        Report report = result.report();
        FiredBeat beat = result.beat();
        if (beat != null) {
            member.fired.add(beat);
            MemberList list = member.node.beat().agreedList(beat.number());
            if (list != null) {
                member.agreed.put(beat.number(), list);
            }
        }
        if (report != null) {
            member.sent.add(report);
            report = member.wire.apply(report);
        }
        if (report != null) {
            for (String other : this.members.keySet()) {
                if (!other.equals(id)
                        && !member.cutOff
                        && !this.members.get(other).cutOff
                        && this.links.test(id, other)) {
                    long delay = this.delayMillis.applyAsLong(this.random.nextLong(Long.MAX_VALUE));
                    this.network.add(
                            new Delivery(this.nowMillis + delay, this.order++, other, report));
                }
            }
        }
    }

    NodeSnapshot snapshot(String id) {
        return this.members.get(id).node.snapshot();
    }

    /** The phase of a node at this very instant. */
    double phase(String id) {
        Member member = this.members.get(id);
        NodeSnapshot snapshot = member.node.snapshot();
        double seconds = (member.clock(this.nowMillis) - snapshot.atNanos()) * 1e-9;
        return Phases.wrap(snapshot.phase() + snapshot.frequency() * seconds);
    }

    /** The greatest phase difference between any two of some nodes. */
    double spread(String... ids) {
        double spread = 0;
        for (String a : ids) {
            for (String b : ids) {
                spread = Math.max(spread, Math.abs(Phases.difference(phase(a), phase(b))));
            }
        }
        return spread;
    }
}
