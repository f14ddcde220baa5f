package org.chorusmesh.service;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chorusmesh.node.NodeSnapshot;

/**
 * Whom a node is in step with after a step, and why not with the others.
 *
 * @param snapshot the node as the step left it
 * @param peers in the order of the snapshot
 * @param lockingRange the greatest difference of two natural frequencies that can lock, rad/s
 * @param inStep whether more than half of the node and the peers that have weight are in step with
 *     the node, itself included: a lone node is, a node that joins is not
 * @param outOfStepNanos for how long the node has not been in step, its own stalls and the time of
 *     joining not counted
 * @param unsettledNanos for how long the node has not been settled in the number of its beats,
 *     counted in the same way
 */
public record Synchrony(
        NodeSnapshot snapshot,
        List<PeerSynchrony> peers,
        double lockingRange,
        boolean inStep,
        long outOfStepNanos,
        long unsettledNanos) {

    /** A mesh from random phases needs a few seconds; what takes longer deserves a warning. */
    public static final long PATIENCE_NANOS = 10_000_000_000L;

    private static final double NANOS_PER_SECOND = 1e9;

    /** Whether the node has not been in step for ten seconds. */
    public boolean isLongOutOfStep() {
        return this.outOfStepNanos >= PATIENCE_NANOS;
    }

    /** Whether the node has not been settled for ten seconds. */
    public boolean isLongUnsettled() {
        return this.unsettledNanos >= PATIENCE_NANOS;
    }

    /** The peer of an id. */
    public Optional<PeerSynchrony> find(String nodeId) {
        return this.peers.stream()
                .filter((candidate) -> candidate.peer().nodeId().equals(nodeId))
                .findFirst();
    }

    /** How many peers are in step with the node. */
    public long inStepCount() {
        return this.peers.stream().filter((peer) -> peer.locking() == Locking.IN_STEP).count();
    }

    /**
     * By how much the instant of a beat may differ from that of the peers in step: half of the
     * greatest round trip to one of them, and the greatest phase difference.
     *
     * @return ≥ 0; 0 where no peer is in step
     */
    public long errorBoundNanos() {
        long roundTripNanos = 0;
        double difference = 0;
        for (PeerSynchrony peer : this.peers) {
            if (peer.locking() == Locking.IN_STEP) {
                roundTripNanos = Math.max(roundTripNanos, peer.peer().roundTripNanos().orElse(0));
                difference = Math.max(difference, Math.abs(peer.phaseDifference()));
            }
        }
        double rate = this.snapshot.beat().rate();
        double apartNanos = (rate > 0) ? difference / rate * NANOS_PER_SECOND : 0;
        return roundTripNanos / 2 + (long) apartNanos;
    }

    /**
     * By how much a peer's beat comes after the node's own, if the rhythm stays.
     *
     * @return seconds, negative before it; NaN where the phase rests
     */
    public double offsetSeconds(PeerSynchrony peer) {
        double offset = -peer.phaseDifference() / this.snapshot.frequency();
        return Double.isFinite(offset) ? offset : Double.NaN;
    }

    /**
     * How far the beats of the node and of the peers in step are apart: the latest less the
     * earliest.
     *
     * @return seconds, ≥ 0; NaN where no peer is in step, or the phase rests
     */
    public double spreadSeconds() {
        double least = 0;
        double greatest = 0;
        boolean any = false;
        for (PeerSynchrony peer : this.peers) {
            if (peer.locking() == Locking.IN_STEP) {
                any = true;
                least = Math.min(least, peer.phaseDifference());
                greatest = Math.max(greatest, peer.phaseDifference());
            }
        }
        double spread = (greatest - least) / Math.abs(this.snapshot.frequency());
        return (any && Double.isFinite(spread)) ? spread : Double.NaN;
    }

    /** The peers that have weight and are not in step with the node. */
    public List<PeerSynchrony> outOfStep() {
        return this.peers.stream().filter(PeerSynchrony::isOutOfStep).toList();
    }

    /** Why a peer is not in step, in words. */
    public String reason(PeerSynchrony peer) {
        double coupling = this.snapshot.settings().coupling();
        double apartHz = Math.abs(peer.detuning()) / (2 * Math.PI);
        return switch (peer.locking()) {
            case IN_STEP -> "in step";
            case SETTLING -> "settling";
            case APART -> text("locked, but %.3f rad apart", Math.abs(peer.phaseDifference()));
            case DRIFTING -> text("drifting, natural frequencies %.4g Hz apart", apartHz);
            case CANNOT_LOCK ->
                    (coupling == 0)
                            ? "cannot lock, the coupling is 0"
                            : text(
                                    "cannot lock, natural frequencies %.4g Hz apart where K = %s rad/s locks at most %.4g Hz",
                                    apartHz, coupling, this.lockingRange / (2 * Math.PI));
            case UNCOUPLED -> "without weight";
        };
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
