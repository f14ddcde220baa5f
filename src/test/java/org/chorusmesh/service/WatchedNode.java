package org.chorusmesh.service;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.members.ListVote;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.node.StepResult;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;

/**
 * A node with its chronicle in virtual time, among peers that are in step with it and take over its
 * beat number and its lists.
 */
public final class WatchedNode {

    public static final long STEP_NANOS = 10_000_000L;

    /** The wall clock at the start, milliseconds since 1970. */
    public static final long START_MILLIS = 1_700_000_000_000L;

    private static final long PERIOD_NANOS = 50_000_000L;

    private final double rate;
    private final List<String> peers = new ArrayList<>();
    private final Random random = new Random(5);
    private final Node node;
    private final SynchronyWatch watch = new SynchronyWatch(0);
    private final Chronicle chronicle = new Chronicle(wallClock());
    private Synchrony synchrony;
    private BeatReport said;
    private long stampNanos;
    private long reportedNanos;
    private long nowNanos;
    private long steps;
    private long boot = 1;
    private double shift;

    public WatchedNode() {
        this(1);
    }

    public WatchedNode(double frequencyHz) {
        this.rate = 2 * Math.PI * frequencyHz;
        NodeConfiguration configuration =
                new NodeConfiguration(
                        new NodeIdentity("test", "me", new Boot(1_000, 42)),
                        Settings.defaults().with(Setting.FREQUENCY, frequencyHz),
                        JoinMode.FREE,
                        0,
                        NodeConfiguration.DEFAULT_MAX_PEERS);
        this.node = new Node(configuration, new SplittableRandom(1), 0);
        look();
    }

    private void look() {
        this.synchrony = this.watch.look(this.node.snapshot(), this.node.stepState().wakingNanos());
    }

    /** Reports from the next step on. */
    public void add(String peer) {
        this.peers.add(peer);
    }

    /** Is silent from now on. */
    public void remove(String peer) {
        this.peers.remove(peer);
    }

    /** All peers have another boot. */
    public void restartPeers() {
        this.boot++;
    }

    /** All peers state another natural frequency. */
    public void varyFrequencies() {
        this.shift += 1e-4;
    }

    public void run(double seconds) {
        run(seconds, STEP_NANOS);
    }

    public void run(double seconds, long stepNanos) {
        for (long i = 0; i < Math.round(seconds * 1e9 / stepNanos); i++) {
            step(stepNanos, List.of());
        }
    }

    public void command(Command command) {
        step(STEP_NANOS, List.of(command));
    }

    private void step(long stepNanos, List<Command> commands) {
        this.nowNanos += stepNanos;
        this.steps++;
        List<Arrival> arrivals = new ArrayList<>();
        if (this.nowNanos - this.reportedNanos >= PERIOD_NANOS) {
            this.reportedNanos = this.nowNanos;
            for (String peer : this.peers) {
                arrivals.add(new Arrival(report(peer, stepNanos), this.nowNanos));
            }
        }
        StepResult result = this.node.step(this.nowNanos, Inbound.of(arrivals), commands);
        if (result.report() != null) {
            this.said = result.report().beat();
            this.stampNanos = result.report().stampNanos();
        }
        look();
        this.chronicle.look(this.synchrony, commands, result.beat(), this::noLinks);
    }

    private org.chorusmesh.gossip.GossipStatus noLinks() {
        return new org.chorusmesh.gossip.GossipStatus(
                true,
                false,
                null,
                "",
                0,
                0,
                List.of(),
                new org.chorusmesh.gossip.GossipStatus.OverlayStatus(0, false, 16));
    }

    private Report report(String peer, long stepNanos) {
        long roundTripNanos = 300_000 + this.random.nextInt(900_000);
        double phase = this.synchrony.snapshot().phase() + this.rate * stepNanos * 1e-9;
        return new Report(
                peer,
                new Boot(this.boot, peer.hashCode()),
                this.steps,
                this.nowNanos - roundTripNanos / 2,
                PERIOD_NANOS,
                phase + this.random.nextGaussian() * 1e-3,
                this.rate,
                this.rate + (peer.hashCode() % 1000) * 1e-5 + this.shift,
                false,
                false,
                List.of(
                        new Echo(
                                42,
                                this.stampNanos,
                                this.nowNanos - this.stampNanos - roundTripNanos)),
                null,
                new BeatReport(
                        this.synchrony.snapshot().beat().number(),
                        true,
                        List.of(),
                        (this.said != null) ? this.said.lists() : List.<ListVote>of()),
                null,
                0);
    }

    /** Time goes by without a step. */
    public void stall(double seconds) {
        this.nowNanos += Math.round(seconds * 1e9);
    }

    public Synchrony synchrony() {
        return this.synchrony;
    }

    public Chronicle chronicle() {
        return this.chronicle;
    }

    public long nowNanos() {
        return this.nowNanos;
    }

    /** Goes with the virtual time. */
    public InstantSource wallClock() {
        return () -> Instant.ofEpochMilli(START_MILLIS + this.nowNanos / 1_000_000);
    }
}
