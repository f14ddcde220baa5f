package org.chorusmesh.peers;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chorusmesh.beat.BeatCount;
import org.chorusmesh.beat.ExactNumber;
import org.chorusmesh.beat.PeerBeat;
import org.chorusmesh.beat.StartOrder;
import org.chorusmesh.beat.StepPoll;
import org.chorusmesh.dynamics.CommonFrequency;
import org.chorusmesh.members.Agreement;

/**
 * The beats of all peers in a table, for the node that has {@linkplain PeerTable#addTo weighed}
 * them in the same step.
 */
public final class PeerBeats {

    private final PeerTable table;
    private final PeerList peers;
    private final PeerRows rows;

    PeerBeats(PeerTable table, PeerList peers, PeerRows rows) {
        this.table = table;
        this.peers = peers;
        this.rows = rows;
    }

    /**
     * Looks at all peers and finds those in step.
     *
     * @param own count of this node
     * @param nowNanos the instant of the step
     * @param poll receives the results
     */
    public void look(BeatCount own, long nowNanos, Observer observer, StepPoll poll) {
        double common = this.table.commonFrequency(observer);
        double maxRoundTripNanos = ExactNumber.maxRoundTripNanos(observer.naturalFrequency());
        boolean lost = false;
        List<Peer> all = this.peers.all();
        for (int i = 0; i < all.size(); i++) {
            Peer peer = all.get(i);
            PeerBeat beat = peer.beat();
            if (beat == null) {
                continue;
            }
            if (this.rows.weight(peer.row()) > 0) {
                boolean near = peer.hasRoundTrip() && peer.roundTripNanos() <= maxRoundTripNanos;
                beat.look(
                        phase(peer, nowNanos, common, observer),
                        near,
                        own,
                        this.table.wakingNanos(),
                        observer.ttlNanos(),
                        poll);
            } else {
                beat.lose();
                lost = true;
            }
        }
        if (lost) {
            followLost(own, nowNanos, observer, poll);
        }
    }

    private void followLost(BeatCount own, long nowNanos, Observer observer, StepPoll poll) {
        // Peers without weight turn on together, so their frequency is that of all.
        CommonFrequency ofAll = new CommonFrequency();
        for (Peer peer : this.peers.all()) {
            ofAll.add(peer.isJoining() ? 0 : 1, this.rows.naturalFrequency(peer.row()));
        }
        double common =
                ofAll.seenFrom(
                        observer.naturalFrequency(), observer.coupling(), observer.phaseLag());
        for (Peer peer : this.peers.all()) {
            PeerBeat beat = peer.beat();
            // A peer that joins follows this node.
            if (beat != null && !peer.isJoining() && this.rows.weight(peer.row()) == 0) {
                beat.followLost(phase(peer, nowNanos, common, observer), own, poll);
            }
        }
    }

    /**
     * Records that the number of the node has jumped since the look, so that all peers are further
     * behind.
     */
    public void leapt(long beats) {
        for (Peer peer : this.peers.all()) {
            PeerBeat beat = peer.beat();
            if (beat != null) {
                beat.leapt(beats);
            }
        }
    }

    private double phase(Peer peer, long nowNanos, double commonFrequency, Observer observer) {
        return this.rows.at(peer.row(), nowNanos, commonFrequency, observer.coupling()).phase();
    }

    /**
     * The number that most peers with weight give for a phase. If several are given equally often,
     * it is the greatest, except one that is too far ahead of another.
     *
     * @param phase the phase that this node takes over, radians
     * @param nowNanos the instant of the step
     * @param otherwise the result if no peer gives one
     */
    public long mostGivenNumber(double phase, long nowNanos, Observer observer, long otherwise) {
        double common = this.table.commonFrequency(observer);
        Map<Long, Integer> given = new HashMap<>();
        long most = otherwise;
        int count = 0;
        for (Peer peer : this.peers.all()) {
            PeerBeat beat = peer.beat();
            if (beat != null && this.rows.weight(peer.row()) > 0) {
                long number = beat.numberFor(phase(peer, nowNanos, common, observer), phase);
                int times = given.merge(number, 1, Integer::sum);
                if (times > count || (times == count && isRather(number, most, observer))) {
                    most = number;
                    count = times;
                }
            }
        }
        return most;
    }

    /**
     * Whether this node starts first among peers that all join.
     *
     * @param own count of this node
     * @param nowNanos the instant of the step
     */
    public boolean isFirst(BeatCount own, long nowNanos, Observer observer) {
        double common = this.table.commonFrequency(observer);
        double[] counts = new double[this.peers.size()];
        int size = 0;
        for (Peer peer : this.peers.all()) {
            PeerBeat beat = peer.beat();
            if (beat != null) {
                counts[size++] = beat.beats(phase(peer, nowNanos, common, observer));
            }
        }
        return StartOrder.isFirst(
                own.beats(), Arrays.copyOf(counts, size), observer.naturalFrequency());
    }

    /**
     * Whether a number is preferred to another that is given equally often: the greater one, unless
     * it is too far ahead.
     */
    private static boolean isRather(long number, long other, Observer observer) {
        double frequency = observer.naturalFrequency();
        return (number > other)
                ? !StepPoll.isFarAhead(number - other, frequency)
                : StepPoll.isFarAhead(other - number, frequency);
    }

    /**
     * Considers the votes of all peers that are not joining, however silent.
     *
     * @param frozenAt the number at which the lists that are asked for were frozen
     */
    public void ask(Agreement agreement, long frozenAt) {
        List<Peer> all = this.peers.all();
        for (int i = 0; i < all.size(); i++) {
            Peer peer = all.get(i);
            PeerBeat beat = peer.beat();
            // A peer that takes part in the phase only is on no list.
            if (beat != null && !peer.isJoining()) {
                agreement.ask(
                        peer.nodeId(), peer.boot(), beat.votes(), beat.hasPassedUnheard(frozenAt));
                if (beat.isAtAnotherBeat()) {
                    agreement.refuteSame(beat.votes());
                }
                if (beat.isOfAnotherNumber()) {
                    agreement.refute(peer.nodeId(), peer.boot(), beat.isSettled());
                }
            }
        }
    }
}
