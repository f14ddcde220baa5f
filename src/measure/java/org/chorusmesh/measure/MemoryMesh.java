package org.chorusmesh.measure;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.gossip.GossipConfiguration;
import org.chorusmesh.gossip.ZmqGossip;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.node.Pace;
import org.chorusmesh.overlay.Overlay;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.Integrator;
import org.chorusmesh.settings.Settings;
import org.slf4j.LoggerFactory;

/**
 * All nodes of a mesh but the one that is measured, in one process: the nodes of the product, in
 * real time, each with the neighbours that the overlay gives its address. Only the measured node's
 * neighbours have sockets, to it alone. So two cores carry a mesh whose nodes they would not carry
 * with sockets, and leave the measured node a core. The end of its standard input ends it.
 */
public final class MemoryMesh {

    /** The mesh that the measured node must be in. */
    static final String NAME = "many";

    private static final int MEASURED = 0;

    private MemoryMesh() {}

    /** The address of a node of a mesh. */
    private static String address(int port, int index) {
        return "127.0.0.1:" + (port + index);
    }

    /** Arguments: port of the measured node, below those of the others; members in all. */
    public static void main(String[] args) throws IOException {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        List<ChorusNode> nodes = nodes(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        nodes.forEach(ChorusNode::start);
        while (System.in.read() >= 0) {
            // Waits for the end.
        }
        System.exit(0);
    }

    private static List<ChorusNode> nodes(int port, int members) {
        Overlay overlay = new Overlay(Overlay.DEFAULT_DEGREE);
        List<String> addresses =
                IntStream.range(0, members).mapToObj((i) -> address(port, i)).toList();
        addresses.forEach(overlay::add);
        List<NodeIdentity> identities = new ArrayList<>();
        List<MemoryGossip> ways = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(members);
        Set<String> measuredNeighbours = overlay.neighbours(addresses.get(MEASURED));
        for (String address : addresses) {
            NodeIdentity identity =
                    new NodeIdentity(
                            NAME,
                            "node-" + identities.size(),
                            new Boot(System.currentTimeMillis(), random.nextLong()));
            identities.add(identity);
            ways.add(
                    new MemoryGossip(
                            members - 1,
                            measuredNeighbours.contains(address)
                                    ? sockets(identity, address, addresses.get(MEASURED))
                                    : null));
        }
        List<ChorusNode> nodes = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            if (i == MEASURED) {
                continue;
            }
            MemoryGossip way = ways.get(i);
            for (String neighbour : overlay.neighbours(addresses.get(i))) {
                int index = addresses.indexOf(neighbour);
                if (index != MEASURED) {
                    way.join(ways.get(index));
                }
            }
            Node node =
                    new Node(
                            configuration(identities.get(i), random),
                            random.split(),
                            System.nanoTime());
            nodes.add(new ChorusNode(new Integrator(node, way, System::nanoTime), way));
        }
        return nodes;
    }

    private static ZmqGossip sockets(NodeIdentity identity, String own, String measured) {
        return new ZmqGossip(
                identity,
                new GossipConfiguration(
                        own,
                        List.of(measured),
                        List.of(),
                        Settings.defaults().ttlNanos(),
                        60_000_000_000L));
    }

    private static NodeConfiguration configuration(NodeIdentity identity, SplittableRandom random) {
        return new NodeConfiguration(
                identity,
                Settings.defaults(),
                JoinMode.ALIGN,
                2 * Math.PI * random.nextDouble(),
                NodeConfiguration.DEFAULT_MAX_PEERS,
                false,
                NodeConfiguration.DEFAULT_JOIN_PATIENCE_NANOS,
                System.currentTimeMillis() / 1000,
                new MemberRules(0, 0, Overlay.DEFAULT_DEGREE),
                Pace.ADAPTIVE);
    }
}
