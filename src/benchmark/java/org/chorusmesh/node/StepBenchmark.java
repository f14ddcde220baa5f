package org.chorusmesh.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberEntry;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.members.MemberState;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Settings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One step of a node whose peers all count. Every fifth step drains a report of every peer and
 * writes one, as at a step of 10 ms and a gossip period of 50 ms; the figure is the mean over all.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StepBenchmark {

    private static final long STEP_NANOS = 10_000_000L;

    private static final int STEPS_A_PERIOD = 5;

    private static final long OWN_BITS = 99;

    @Param({"10", "16", "100", "1000"})
    int peers;

    /** Whether everybody takes part in beats and members, or in the phase only. */
    @Param({"false", "true"})
    boolean beats;

    // One text for each id, as a decoder has it.
    private String[] ids;
    private Node node;
    private long now;
    private long lamport;

    @Setup
    public void fillTable() {
        this.now = 0;
        this.lamport = 0;
        this.ids = new String[this.peers];
        Arrays.setAll(this.ids, (i) -> "n" + i);
        this.node =
                new Node(
                        new NodeConfiguration(
                                new NodeIdentity("bench", "me", new Boot(1, OWN_BITS)),
                                Settings.defaults(),
                                JoinMode.FREE,
                                0,
                                2000,
                                false,
                                0,
                                0,
                                this.beats ? MemberRules.DEFAULT : null),
                        new SplittableRandom(1),
                        0);
        for (int i = 0; i < 100; i++) {
            step();
        }
        long counting =
                this.node.snapshot().peers().stream().filter((peer) -> peer.weight() == 1).count();
        if (counting != this.peers) {
            throw new IllegalStateException("Only " + counting + " count");
        }
    }

    @Benchmark
    public StepResult step() {
        this.now += STEP_NANOS;
        this.lamport++;
        boolean drains = this.lamport % STEPS_A_PERIOD == 0;
        Inbound inbound = drains ? Inbound.of(arrivals()) : Inbound.NOTHING;
        return this.node.step(this.now, inbound, List.of());
    }

    private List<Arrival> arrivals() {
        List<Echo> echoes = List.of(new Echo(OWN_BITS, this.now - STEP_NANOS, STEP_NANOS));
        double turns = this.now * 1e-9;
        long number = (long) turns;
        BeatReport beat = this.beats ? beat(number) : null;
        List<Arrival> arrivals = new ArrayList<>(this.peers);
        for (int i = 0; i < this.peers; i++) {
            arrivals.add(
                    new Arrival(
                            new Report(
                                    this.ids[i],
                                    new Boot(1, i),
                                    this.lamport,
                                    this.now,
                                    STEPS_A_PERIOD * STEP_NANOS,
                                    Phases.TURN * (turns - number),
                                    Phases.TURN,
                                    Phases.TURN,
                                    false,
                                    false,
                                    echoes,
                                    null,
                                    beat,
                                    null,
                                    0),
                            this.now));
        }
        return arrivals;
    }

    /** What all say: members in turn, of whom this node has heard later itself. */
    private BeatReport beat(long number) {
        List<MemberEntry> entries = new ArrayList<>();
        // As many as a node passes on that hears everybody.
        int inTurn = Math.min(BeatReport.MAX_MEMBERS, Math.max(4, this.peers / 10));
        for (int i = 0; i < inTurn; i++) {
            int member = (int) ((this.lamport + i) % this.peers);
            entries.add(
                    new MemberEntry(
                            this.ids[member],
                            new Boot(1, member),
                            this.lamport - STEPS_A_PERIOD,
                            MemberState.SETTLED,
                            STEPS_A_PERIOD * STEP_NANOS / 1_000_000));
        }
        List<ListVote> votes = List.of(new ListVote(number, 7, 9), new ListVote(number + 1, 7, 9));
        return new BeatReport(number, true, entries, votes);
    }
}
