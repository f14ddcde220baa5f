package org.chorusmesh.measure;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.gossip.GossipConfiguration;
import org.chorusmesh.gossip.ZmqGossip;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.Pace;
import org.chorusmesh.overlay.Overlay;
import org.chorusmesh.peers.PeerState;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.Integrator;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Some nodes of a large mesh in one process, without Spring. It reads commands from its standard
 * input: {@code read}, {@code stop N}, {@code start N HOURS}, by which its clock is ahead; the end
 * of the input ends it.
 */
public final class ManyNodes {

    private static final long JOIN_PATIENCE_NANOS = 30_000_000_000L;

    private final int base;
    private final List<String> addresses;
    private final Settings settings;
    private final Pace pace;
    private final @Nullable MemberRules rules;
    private final SplittableRandom random;
    private final TreeMap<Integer, ChorusNode> nodes = new TreeMap<>();

    private ManyNodes(
            int base, int total, long seed, Settings settings, Pace pace, boolean members) {
        this.base = base;
        this.settings = settings;
        this.pace = pace;
        this.rules = members ? new MemberRules(0, 0, Overlay.DEFAULT_DEGREE) : null;
        this.addresses =
                IntStream.range(0, total).mapToObj((i) -> "127.0.0.1:" + (base + i)).toList();
        this.random = new SplittableRandom(seed);
    }

    /** Two cores do not start hundreds of nodes that report twenty times a second. */
    static Settings settings(int total) {
        return (total <= 100) ? Settings.defaults() : slower();
    }

    /** Settings of a large mesh that has two cores in all. */
    static Settings slower() {
        return Settings.defaults()
                .with(Setting.STEP, 100_000_000L)
                .with(Setting.GOSSIP_PERIOD, 500_000_000L)
                .with(Setting.TTL, 10_000_000_000L);
    }

    /**
     * Arguments: first port of the mesh, nodes in the mesh, first node here, nodes here, step,
     * gossip period and TTL in nanoseconds, pace, whether the nodes take part in beats and members.
     */
    public static void main(String[] args) throws IOException {
        // The log would fill the pipe that carries the answers, and hold the nodes up.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        int first = Integer.parseInt(args[2]);
        ManyNodes many =
                new ManyNodes(
                        Integer.parseInt(args[0]),
                        Integer.parseInt(args[1]),
                        first,
                        Settings.defaults()
                                .with(Setting.STEP, Long.parseLong(args[4]))
                                .with(Setting.GOSSIP_PERIOD, Long.parseLong(args[5]))
                                .with(Setting.TTL, Long.parseLong(args[6])),
                        Pace.valueOf(args[7]),
                        Boolean.parseBoolean(args[8]));
        for (int i = first; i < first + Integer.parseInt(args[3]); i++) {
            many.start(i, 0);
        }
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "read" -> many.print();
                case "stop" -> many.nodes.remove(Integer.valueOf(words[1])).stop();
                case "start" -> many.start(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                default -> throw new IllegalArgumentException(line);
            }
        }
        many.nodes.values().forEach(ChorusNode::stop);
        System.exit(0);
    }

    private void start(int index, int hoursAhead) {
        NodeIdentity identity =
                new NodeIdentity(
                        "many",
                        "node-" + index,
                        new Boot(System.currentTimeMillis(), this.random.nextLong()));
        NodeConfiguration configuration =
                new NodeConfiguration(
                        identity,
                        this.settings,
                        JoinMode.ALIGN,
                        2 * Math.PI * this.random.nextDouble(),
                        NodeConfiguration.DEFAULT_MAX_PEERS,
                        false,
                        JOIN_PATIENCE_NANOS,
                        System.currentTimeMillis() / 1000 + 3600L * hoursAhead,
                        this.rules,
                        this.pace);
        ZmqGossip gossip =
                new ZmqGossip(
                        identity,
                        new GossipConfiguration(
                                "127.0.0.1:" + (this.base + index),
                                this.addresses,
                                List.of(),
                                this.settings.ttlNanos(),
                                60_000_000_000L));
        Node node = new Node(configuration, this.random.split(), System.nanoTime());
        ChorusNode started = new ChorusNode(new Integrator(node, gossip, System::nanoTime), gossip);
        started.start();
        this.nodes.put(index, started);
    }

    /**
     * A line for each node: index, monotonic time, phase, rate, live peers, addresses dialled,
     * present members, 1 for agreement, connections opened, number of the beat. Then {@code end},
     * threads, descriptors, and CPU time in nanoseconds.
     */
    private void print() {
        StringBuilder lines = new StringBuilder();
        this.nodes.forEach(
                (index, node) -> {
                    NodeSnapshot now = node.snapshot();
                    long members =
                            now.beat().members().stream().filter(MemberView::isPresent).count();
                    lines.append(index)
                            .append(' ')
                            .append(now.atNanos())
                            .append(' ')
                            .append(now.phase())
                            .append(' ')
                            .append(now.frequency())
                            .append(' ')
                            .append(now.count(PeerState.LIVE))
                            .append(' ')
                            .append(node.gossipStatus().links().size() - 1)
                            .append(' ')
                            .append(members)
                            .append(' ')
                            .append(now.beat().present().agreed() ? 1 : 0)
                            .append(' ')
                            .append(node.gossipStatus().connects())
                            .append(' ')
                            .append(now.beat().number())
                            .append('\n');
                });
        UnixOperatingSystemMXBean system =
                (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        lines.append("end ")
                .append(ManagementFactory.getThreadMXBean().getThreadCount())
                .append(' ')
                .append(system.getOpenFileDescriptorCount())
                .append(' ')
                .append(system.getProcessCpuTime())
                .append('\n');
        System.out.print(lines);
        System.out.flush();
    }
}
