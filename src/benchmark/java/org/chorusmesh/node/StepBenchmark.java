package org.chorusmesh.node;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.chorusmesh.causality.Boot;
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

    @Param({"10", "100", "1000"})
    int peers;

    private Node node;
    private long now;
    private long lamport;

    @Setup
    public void fillTable() {
        this.now = 0;
        this.lamport = 0;
        this.node =
                new Node(
                        new NodeConfiguration(
                                new NodeIdentity("bench", "me", new Boot(1, OWN_BITS)),
                                Settings.defaults(),
                                JoinMode.FREE,
                                0,
                                2000),
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
        List<Arrival> arrivals = new ArrayList<>(this.peers);
        for (int i = 0; i < this.peers; i++) {
            arrivals.add(
                    new Arrival(
                            new Report(
                                    "n" + i,
                                    new Boot(1, i),
                                    this.lamport,
                                    this.now,
                                    STEPS_A_PERIOD * STEP_NANOS,
                                    0.001 * i,
                                    6.28,
                                    6.28,
                                    false,
                                    false,
                                    echoes),
                            this.now));
        }
        return arrivals;
    }
}
