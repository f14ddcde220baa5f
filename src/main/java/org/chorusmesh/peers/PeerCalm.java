package org.chorusmesh.peers;

import java.util.List;
import org.chorusmesh.beat.PeerBeat;

/** Whether the peers of a table give this node a reason to report more often, or less often. */
public final class PeerCalm {

    /** Gossip periods that a peer may take to answer beyond its round trip. */
    private static final int PERIODS_TO_ANSWER = 2;

    /**
     * The standard error of this node's phase, in time, that may come of few reports in the windows
     * of the paths.
     */
    private static final double ERROR_NANOS = 20_000;

    /** A report that has queued for longer than so many gossip periods is held up. */
    private static final int HELD_UP_PERIODS = 2;

    /** Or for longer than one part of so many of the TTL, if that is more. */
    private static final int HELD_UP_PER_TTL = 20;

    private final PeerTable table;
    private final PeerList peers;

    PeerCalm(PeerTable table, PeerList peers) {
        this.table = table;
        this.peers = peers;
    }

    /**
     * The share of peers whose newest report was held up, of those heard since an instant. It is of
     * peers and not of reports, so that a peer that floods has no more say than another.
     *
     * @return 0 … 1; 0 if none was heard
     */
    public double heldUpSince(long sinceNanos, long gossipPeriodNanos, long ttlNanos) {
        long mostNanos = Math.max(HELD_UP_PERIODS * gossipPeriodNanos, ttlNanos / HELD_UP_PER_TTL);
        List<Peer> all = this.peers.all();
        int heard = 0;
        int heldUp = 0;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).receivedNanos() - sinceNanos > 0) {
                heard++;
                heldUp += (all.get(i).delay().queueingNanos() > mostNanos) ? 1 : 0;
            }
        }
        return (heard > 0) ? (double) heldUp / heard : 0;
    }

    /** The longest time between two reports with which all peers cope. */
    public long copesWithNanos() {
        List<Peer> all = this.peers.all();
        long longest = Long.MAX_VALUE;
        for (int i = 0; i < all.size(); i++) {
            longest = Math.min(longest, all.get(i).copesWithNanos());
        }
        return longest;
    }

    /** Whether there are peers, and all cope with reports at uneven times. */
    public boolean copes() {
        return this.peers.size() > 0 && copesWithNanos() > 0;
    }

    /**
     * The longest time between two reports of this node that the paths to all peers allow, and that
     * all peers state. The phase follows the mean of the peers, so the more there are, the less
     * each path has to be known: their errors are independent.
     *
     * @return 0 if a peer copes with a constant period only, and in the first seconds of a path
     */
    public long longestPeriodNanos(long ttlNanos) {
        List<Peer> all = this.peers.all();
        long longest = Long.MAX_VALUE;
        double squares = 0;
        for (int i = 0; i < all.size(); i++) {
            longest = Math.min(longest, all.get(i).longestPeriodNanos(ttlNanos));
            double ratio = all.get(i).delay().errorRatio();
            squares += ratio * ratio;
        }
        double ratio = StrictMath.sqrt(squares) / Math.max(1, all.size());
        return (long) Math.min(longest, ERROR_NANOS / ratio);
    }

    /**
     * The shortest time to its next report that a peer states.
     *
     * @return nanoseconds; {@link Long#MAX_VALUE} if there are no peers
     */
    public long leastStatedNanos() {
        List<Peer> all = this.peers.all();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < all.size(); i++) {
            least = Math.min(least, all.get(i).statedPeriodNanos());
        }
        return least;
    }

    /** Whether the reports of all peers come about as often as these state. */
    public boolean isRegular() {
        List<Peer> all = this.peers.all();
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).isRegular()) {
                return false;
            }
        }
        return true;
    }

    /**
     * The waking time until the first peer that is not muted loses weight, unless it is heard.
     *
     * @return nanoseconds; not positive if one does already, {@link Long#MAX_VALUE} if there are
     *     none
     */
    public long untilFadeNanos(long ttlNanos) {
        List<Peer> all = this.peers.all();
        long until = Long.MAX_VALUE;
        for (int i = 0; i < all.size(); i++) {
            Peer peer = all.get(i);
            if (!peer.isMuted()) {
                until = Math.min(until, peer.untilFadeNanos(this.table.wakingNanos(), ttlNanos));
            }
        }
        return until;
    }

    /**
     * Whether every peer that is not muted is in step, heard in time, and answers this node's
     * latest reports. What a peer was at the last look at the beats counts.
     *
     * @param sent the reports of this node
     * @param nowNanos the instant of the step
     * @param periodNanos gossip period of this node
     */
    public boolean isCalm(SentReports sent, long nowNanos, long periodNanos, long ttlNanos) {
        List<Peer> all = this.peers.all();
        long patienceNanos =
                (PERIODS_TO_ANSWER + EchoRota.periodsToAnswerAll(all.size(), periodNanos, ttlNanos))
                        * periodNanos;
        for (int i = 0; i < all.size(); i++) {
            Peer peer = all.get(i);
            if (!peer.isMuted()
                    && !(isInStep(peer)
                            && peer.isAnswering(nowNanos, ttlNanos)
                            && peer.fade(this.table.wakingNanos(), ttlNanos) == 1
                            && answersLatest(peer, sent, patienceNanos))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInStep(Peer peer) {
        PeerBeat beat = peer.beat();
        return !peer.isJoining() && beat != null && beat.isInStep() && !beat.isOfAnotherNumber();
    }

    /** Whether its newest report answers each report that it must have received before. */
    private static boolean answersLatest(Peer peer, SentReports sent, long patienceNanos) {
        long unansweredNanos = sent.sentAfterNanos(peer.answeredStampNanos(), peer.receivedNanos());
        return unansweredNanos <= peer.roundTripNanos() + patienceNanos;
    }
}
