package org.chorusmesh.service;

import java.util.SplittableRandom;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.gossip.Gossip;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;

/** Nodes for tests. */
public final class TestNodes {

    private TestNodes() {}

    /** Steps of 1 ms, reports every 5 ms, a TTL of 200 ms. */
    public static final Settings QUICK =
            Settings.defaults()
                    .with(Setting.STEP, 1_000_000L)
                    .with(Setting.GOSSIP_PERIOD, 5_000_000L)
                    .with(Setting.TTL, 200_000_000L);

    public static NodeConfiguration configuration(String nodeId, Settings settings) {
        return new NodeConfiguration(
                new NodeIdentity("test", nodeId, new Boot(1_000, 42)),
                settings,
                JoinMode.FREE,
                1,
                16);
    }

    static Integrator integrator(Gossip gossip, NodeConfiguration configuration) {
        Node node = new Node(configuration, new SplittableRandom(1), System.nanoTime());
        return new Integrator(node, gossip, System::nanoTime);
    }

    public static ChorusNode node(Gossip gossip) {
        return node(gossip, QUICK);
    }

    public static ChorusNode node(Gossip gossip, Settings settings) {
        return node(configuration("me", settings), gossip);
    }

    public static ChorusNode node(NodeConfiguration configuration, Gossip gossip) {
        Node node = new Node(configuration, new SplittableRandom(1), System.nanoTime());
        return new ChorusNode(new Integrator(node, gossip, System::nanoTime), gossip);
    }
}
