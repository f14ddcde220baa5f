package org.chorusmesh.node;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Settings;

/** One node, "a" with boot (2000, 77), stepped by hand on a clock that begins far below zero. */
final class TestNode {

    static final long OWN_BITS = 77;

    static final long MILLI = 1_000_000L;

    static final long START_NANOS = -5_000_000_000_000L;

    final Node node;
    private long nowNanos = START_NANOS;

    TestNode() {
        this(Settings.defaults(), JoinMode.FREE, NodeConfiguration.DEFAULT_MAX_PEERS);
    }

    TestNode(Settings settings, JoinMode joinMode, int maxPeers) {
        this.node =
                new Node(
                        new NodeConfiguration(
                                new NodeIdentity("test", "a", new Boot(2000, OWN_BITS)),
                                settings,
                                joinMode,
                                0.5,
                                maxPeers),
                        new SplittableRandom(1),
                        this.nowNanos);
    }

    long now() {
        return this.nowNanos;
    }

    /** Steps after some time, with reports received at the instant of the step. */
    StepResult step(long afterMillis, Report... reports) {
        this.nowNanos += afterMillis * MILLI;
        List<Arrival> arrivals = new ArrayList<>();
        for (Report report : reports) {
            arrivals.add(new Arrival(report, this.nowNanos));
        }
        return this.node.step(this.nowNanos, Inbound.of(arrivals), List.of());
    }

    /** Steps every 10 ms for some time without hearing anything. */
    void idle(long millis) {
        for (long t = 0; t < millis; t += 10) {
            step(10);
        }
    }

    CommandResult command(Command command) {
        this.nowNanos += 10 * MILLI;
        return this.node
                .step(this.nowNanos, Inbound.NOTHING, List.of(command))
                .commandResults()
                .get(0);
    }

    /** The one verdict that a report gets, in a step of its own that takes no time. */
    Verdict judge(Report report) {
        var before = this.node.snapshot().verdicts();
        step(0, report);
        var after = this.node.snapshot().verdicts();
        List<Verdict> counted = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            for (long i = before.get(verdict); i < after.get(verdict); i++) {
                counted.add(verdict);
            }
        }
        if (counted.size() != 1) {
            throw new AssertionError("One report, but these verdicts: " + counted);
        }
        return counted.get(0);
    }

    /** Steps after some time, hearing a {@link #fresh} report of b. */
    void hear(long afterMillis, long lamport) {
        this.nowNanos += afterMillis * MILLI;
        step(0, fresh(lamport).build());
    }

    /**
     * A report of b stamped now, on a clock that agrees, which answers this node's stamp of now.
     */
    Reports fresh(long lamport) {
        return Reports.B.lamport(lamport).stamp(this.nowNanos).echo(OWN_BITS, this.nowNanos, 0);
    }

    PeerView peer(String id) {
        return this.node.snapshot().peers().stream()
                .filter((peer) -> peer.nodeId().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No peer " + id));
    }

    boolean knows(String id) {
        return this.node.snapshot().peers().stream().anyMatch((peer) -> peer.nodeId().equals(id));
    }
}
