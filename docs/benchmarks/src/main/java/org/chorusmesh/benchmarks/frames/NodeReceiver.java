package org.chorusmesh.benchmarks.frames;

import java.util.List;
import java.util.function.UnaryOperator;
import org.chorusmesh.node.Pace;
import org.chorusmesh.overlay.Overlay;
import org.chorusmesh.service.ChorusNode;

/** A process with a node that judges what the flood brings. */
final class NodeReceiver {

    private NodeReceiver() {}

    /**
     * Arguments: {@code host:port} to bind, {@code host:port} to dial, seconds to warm up, seconds
     * to count.
     */
    public static void main(String[] args) {
        ChorusNode node =
                new Nodes(FloodSender.MESH, Pace.ADAPTIVE, Overlay.DEFAULT_DEGREE)
                        .start("judge", args[0], List.of(args[1]), UnaryOperator.identity());
        Meter.measure(
                () -> node.snapshot().verdicts().values().stream().mapToLong(Long::longValue).sum(),
                Double.parseDouble(args[2]),
                Double.parseDouble(args[3]));
        node.stop();
        System.exit(0);
    }
}
