package org.chorusmesh.simulation.mesh;

import java.util.List;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.LamportClock;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;
import org.chorusmesh.simulation.scenario.Event;
import org.jspecify.annotations.Nullable;

/** Makes frames that nobody wrote, from what an onlooker knows of the node whose id they bear. */
final class Poisoner {

    private static final double LIE = 2;

    private Poisoner() {}

    /**
     * One frame.
     *
     * @param as the node whose id it bears; its own state is not touched
     * @param heard a report of that node from before, for a replay
     * @param victim who gets it
     */
    static @Nullable Report brew(
            Event.Forgery kind,
            NodeSnapshot as,
            @Nullable Report heard,
            NodeSnapshot victim,
            long serial) {
        Boot boot = as.identity().boot();
        long lamport = as.lamport() + serial + 1;
        return switch (kind) {
            case REPLAY -> heard;
            case NAN -> forged(as, as.identity().nodeId(), boot, lamport, Double.NaN, victim);
            case FORGED_ID ->
                    forged(as, "nobody-" + serial, new Boot(serial + 1, serial), 1, 1, victim);
            case LAMPORT ->
                    forged(
                            as,
                            as.identity().nodeId(),
                            boot,
                            as.lamport() + (1L << 31),
                            lie(as),
                            victim);
            case JUMP ->
                    forged(as, as.identity().nodeId(), boot, LamportClock.MAX, lie(as), victim);
            case INCARNATION ->
                    forged(
                            as,
                            as.identity().nodeId(),
                            new Boot(LamportClock.MAX, serial),
                            lamport,
                            lie(as),
                            victim);
            case OLD_INCARNATION ->
                    forged(
                            as,
                            as.identity().nodeId(),
                            new Boot(1, serial),
                            lamport,
                            lie(as),
                            victim);
        };
    }

    private static double lie(NodeSnapshot as) {
        return (as.phase() + LIE) % (2 * Math.PI);
    }

    private static Report forged(
            NodeSnapshot as,
            String nodeId,
            Boot boot,
            long lamport,
            double phase,
            NodeSnapshot victim) {
        // Even the right answer is guessed: the worst that a member can do.
        List<Echo> echoes = List.of(new Echo(victim.identity().boot().bits(), victim.atNanos(), 0));
        return new Report(
                nodeId,
                boot,
                lamport,
                as.atNanos(),
                as.settings().gossipPeriodNanos(),
                phase,
                as.frequency(),
                as.settings().naturalFrequency(),
                false,
                false,
                echoes);
    }
}
