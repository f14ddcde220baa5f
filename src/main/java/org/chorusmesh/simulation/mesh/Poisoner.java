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

/** Forges frames in the name of a node, from a snapshot of it. */
final class Poisoner {

    private static final double SHIFT_RADIANS = 2;

    /**
     * How far a forged number is ahead: a few beats, less than the limit of a dispute, more than
     * that, and out of range.
     */
    private static final long[] AHEAD = {7, 1L << 19, 1L << 40, 1L << 47};

    private Poisoner() {}

    /**
     * Forges one frame.
     *
     * @param as the node in whose name it is sent; its state does not change
     * @param heard an earlier report of that node, for a replay or a forged number
     * @param victim the receiver
     * @param serial index of the frame within its event, from 0
     * @return the frame; null if it needs a report that is not there
     */
    static @Nullable Report forge(
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
                            shiftedPhase(as),
                            victim);
            case NUMBER -> numbered(as, heard, lamport, victim);
            case JUMP ->
                    forged(
                            as,
                            as.identity().nodeId(),
                            boot,
                            LamportClock.MAX,
                            shiftedPhase(as),
                            victim);
            case INCARNATION ->
                    forged(
                            as,
                            as.identity().nodeId(),
                            new Boot(LamportClock.MAX, serial),
                            lamport,
                            shiftedPhase(as),
                            victim);
            case OLD_INCARNATION ->
                    forged(
                            as,
                            as.identity().nodeId(),
                            new Boot(1, serial),
                            lamport,
                            shiftedPhase(as),
                            victim);
        };
    }

    /** The latest report of the node, with a beat number that is ahead. */
    private static @Nullable Report numbered(
            NodeSnapshot as, @Nullable Report heard, long lamport, NodeSnapshot victim) {
        BeatReport said = (heard != null) ? heard.beat() : null;
        if (heard == null || said == null) {
            return null;
        }
        BeatState now = as.beat();
        BeatReport ahead =
                new BeatReport(
                        now.number() + AHEAD[(int) (as.identity().boot().bits() & 3)],
                        said.settled(),
                        said.members(),
                        said.lists());
        return forged(as, heard.nodeId(), as.identity().boot(), lamport, as.phase(), victim)
                .toBuilder()
                .gossipPeriodNanos(heard.gossipPeriodNanos())
                .naturalFrequency(heard.naturalFrequency())
                .meshSettings(heard.meshSettings())
                .beat(ahead)
                .build();
    }

    /** The right answer to the victim, as a malicious member could send it. */
    private static List<Echo> answer(NodeSnapshot victim) {
        return List.of(new Echo(victim.identity().boot().bits(), victim.atNanos(), 0));
    }

    private static double shiftedPhase(NodeSnapshot as) {
        return (as.phase() + SHIFT_RADIANS) % (2 * Math.PI);
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
