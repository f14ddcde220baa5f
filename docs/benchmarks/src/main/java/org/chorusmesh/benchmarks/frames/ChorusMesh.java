package org.chorusmesh.benchmarks.frames;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.chorusmesh.benchmarks.harness.Bench;
import org.chorusmesh.node.Pace;
import org.chorusmesh.peers.PeerState;
import org.chorusmesh.service.ChorusNode;

/** A process with a whole mesh of nodes. */
final class ChorusMesh {

    private static final String MESH = "whole";

    private static final double AWAIT_SECONDS = 0.2;

    private ChorusMesh() {}

    /**
     * Arguments: nodes, pace, degree of the overlay (0: a full mesh), first port, seconds to warm
     * up, seconds to count.
     */
    public static void main(String[] args) {
        int count = Integer.parseInt(args[0]);
        int port = Integer.parseInt(args[3]);
        int degree = Integer.parseInt(args[2]);
        Nodes nodes = new Nodes(MESH, Pace.valueOf(args[1]), degree);
        List<String> addresses =
                IntStream.range(0, count).mapToObj((i) -> "127.0.0.1:" + (port + i)).toList();
        LongAdder bytes = new LongAdder();
        LongAdder sized = new LongAdder();
        List<TimedGossip> gossips = new ArrayList<>();
        List<ChorusNode> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(
                    nodes.start(
                            "n" + i,
                            addresses.get(i),
                            addresses,
                            (gossip) -> {
                                TimedGossip timed = new TimedGossip(gossip, MESH, bytes, sized);
                                gossips.add(timed);
                                return timed;
                            }));
        }
        int peers = (degree == 0) ? count - 1 : Math.min(degree, count - 1);
        while (started.stream().anyMatch((node) -> node.snapshot().count(PeerState.LIVE) < peers)) {
            Bench.pause(AWAIT_SECONDS);
        }
        MeshMeter.measure(
                gossips.stream().map(TimedGossip::latencies).toList(),
                Double.parseDouble(args[4]),
                Double.parseDouble(args[5]),
                () -> bytes.sum() / sized.sum());
        System.exit(0);
    }
}
