package org.chorusmesh.simulation.mesh;

import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.LamportClock;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;
import org.chorusmesh.simulation.scenario.Event;
import org.jspecify.annotations.Nullable;

/** Makes frames that nobody wrote, from what an observer knows of the node whose id they bear. */
final class Poisoner {

    private static final double LIE = 2;

    /** A few beats, less than what is disputed, more than that, and what is out of range. */
    private static final long[] AHEAD = {7, 1L << 19, 1L << 40, 1L << 47};

    private Poisoner() {}

    /**
     * One frame.
     *
     * @param as the node whose id it bears; its own state is not touched
     * @param heard a report of that node from before, for a replay or an imitation
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
            case NUMBER -> numbered(as, heard, lamport, victim);
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

    /** What the node itself said last, with a number that is ahead. */
    private static @Nullable Report numbered(
            NodeSnapshot as, @Nullable Report heard, long lamport, NodeSnapshot victim) {
        BeatReport said = (heard != null) ? heard.beat() : null;
        if (heard == null || said == null) {
            return null;
        }
        BeatState now = as.beat();
        return new Report(
                heard.nodeId(),
                as.identity().boot(),
                lamport,
                as.atNanos(),
                heard.gossipPeriodNanos(),
                as.phase(),
                as.frequency(),
                heard.naturalFrequency(),
                false,
                false,
                answer(victim),
                heard.meshSettings(),
                new BeatReport(
                        now.number() + AHEAD[(int) (as.identity().boot().bits() & 3)],
                        said.settled(),
                        said.members(),
                        said.lists()));
    }

    /** Even the right answer is guessed: the worst that a member can do. */
    private static List<Echo> answer(NodeSnapshot victim) {
        return List.of(new Echo(victim.identity().boot().bits(), victim.atNanos(), 0));
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
                answer(victim));
    }
}
