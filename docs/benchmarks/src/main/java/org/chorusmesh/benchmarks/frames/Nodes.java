package org.chorusmesh.benchmarks.frames;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.gossip.Gossip;
import org.chorusmesh.gossip.GossipConfiguration;
import org.chorusmesh.gossip.ZmqGossip;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.node.Pace;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.Integrator;
import org.chorusmesh.settings.Settings;

/** Makes nodes without an application around them, at the default settings. */
final class Nodes {

    private static final long BIND_PATIENCE_NANOS = 60_000_000_000L;

    private final String mesh;
    private final Pace pace;
    private final int degree;
    private final SplittableRandom random = new SplittableRandom(1);

    /**
     * @param degree of the overlay
     */
    Nodes(String mesh, Pace pace, int degree) {
        this.mesh = mesh;
        this.pace = pace;
        this.degree = degree;
    }

    /**
     * Starts a node.
     *
     * @param around what to put around its gossip
     */
    ChorusNode start(String id, String bind, List<String> peers, UnaryOperator<Gossip> around) {
        Boot boot = new Boot(System.currentTimeMillis(), this.random.nextLong());
        NodeIdentity identity = new NodeIdentity(this.mesh, id, boot);
        Settings settings = Settings.defaults();
        NodeConfiguration configuration =
                new NodeConfiguration(
                        identity,
                        settings,
                        JoinMode.ALIGN,
                        2 * Math.PI * this.random.nextDouble(),
                        NodeConfiguration.DEFAULT_MAX_PEERS,
                        false,
                        NodeConfiguration.DEFAULT_JOIN_PATIENCE_NANOS,
                        System.currentTimeMillis() / 1000,
                        new MemberRules(0, 0, this.degree),
                        this.pace);
        Gossip gossip =
                around.apply(
                        new ZmqGossip(
                                identity,
                                new GossipConfiguration(
                                        bind,
                                        peers,
                                        List.of(),
                                        settings.ttlNanos(),
                                        BIND_PATIENCE_NANOS,
                                        this.degree)));
        Node node = new Node(configuration, this.random.split(), System.nanoTime());
        ChorusNode started = new ChorusNode(new Integrator(node, gossip, System::nanoTime), gossip);
        started.start();
        return started;
    }
}
