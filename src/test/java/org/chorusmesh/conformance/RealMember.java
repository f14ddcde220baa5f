package org.chorusmesh.conformance;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.gossip.Endpoint;
import org.chorusmesh.gossip.GossipConfiguration;
import org.chorusmesh.gossip.ZmqGossip;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.node.StepResult;
import org.chorusmesh.peers.Remedies;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;

/**
 * A node with real sockets on loopback, whose reports may be spoilt on their way out. It leaves a
 * while after its peer has left.
 */
final class RealMember implements AutoCloseable {

    static final long TTL_NANOS = 800_000_000L;
    static final long PERIOD_NANOS = 20_000_000L;
    static final double COUPLING = 4;
    private static final long STEP_NANOS = 5_000_000L;
    private static final int STEPS_ALONE = 200;

    private final Node node;
    private final ZmqGossip gossip;
    private final UnaryOperator<Report> fault;
    private volatile boolean stopped;

    RealMember(int checkPort, String key, Remedies remedies, UnaryOperator<Report> fault) {
        NodeIdentity identity = new NodeIdentity("demo", "member", new Boot(1000, 4711));
        this.fault = fault;
        this.gossip =
                new ZmqGossip(
                        identity,
                        new GossipConfiguration(
                                "127.0.0.1:0",
                                List.of("127.0.0.1:" + checkPort),
                                key.isEmpty() ? List.of() : List.of(key.getBytes()),
                                TTL_NANOS,
                                0));
        this.gossip.start();
        this.node =
                new Node(
                        new NodeConfiguration(
                                identity,
                                Settings.defaults()
                                        .with(Setting.COUPLING, COUPLING)
                                        .with(Setting.STEP, STEP_NANOS)
                                        .with(Setting.GOSSIP_PERIOD, PERIOD_NANOS)
                                        .with(Setting.TTL, TTL_NANOS),
                                JoinMode.ALIGN,
                                1,
                                16),
                        new SplittableRandom(1),
                        System.nanoTime(),
                        remedies);
        Thread thread = new Thread(this::run, "member");
        thread.setDaemon(true);
        thread.start();
    }

    Endpoint endpoint() {
        return Endpoint.parse(this.gossip.status().boundEndpoint());
    }

    private void run() {
        int stepsAlone = -1;
        while (!this.stopped) {
            Inbound inbound = this.gossip.drain();
            boolean left = inbound.arrivals().stream().anyMatch((in) -> in.report().goodbye());
            stepsAlone += (left || stepsAlone >= 0) ? 1 : 0;
            List<Command> commands =
                    (stepsAlone == STEPS_ALONE)
                            ? List.of(this.gossip.addresses(), new Command.Leave())
                            : List.of(this.gossip.addresses());
            StepResult result = this.node.step(System.nanoTime(), inbound, commands);
            if (result.report() != null) {
                this.gossip.publish(this.fault.apply(result.report()));
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    @Override
    public void close() {
        this.stopped = true;
        this.gossip.close();
    }
}
