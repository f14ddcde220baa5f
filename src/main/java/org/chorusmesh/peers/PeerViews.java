package org.chorusmesh.peers;

import java.util.List;
import java.util.OptionalLong;
import org.chorusmesh.dynamics.Extrapolation;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.settings.Settings;

/** Shows the peers of a table as they are at an instant. */
final class PeerViews {

    private final PeerList peers;
    private final PeerRows rows;

    PeerViews(PeerList peers, PeerRows rows) {
        this.peers = peers;
        this.rows = rows;
    }

    /** All peers, in order of admission. */
    List<PeerView> all(long nowNanos, long wakingNanos, double commonFrequency, Observer observer) {
        return this.peers.all().stream()
                .map((peer) -> of(peer, nowNanos, wakingNanos, commonFrequency, observer))
                .toList();
    }

    private PeerView of(
            Peer peer, long nowNanos, long wakingNanos, double commonFrequency, Observer observer) {
        Extrapolation present =
                this.rows.at(peer.row(), nowNanos, commonFrequency, observer.coupling());
        double evidence = peer.evidence(nowNanos, wakingNanos, observer.ttlNanos());
        long silenceNanos = peer.silenceNanos(wakingNanos);
        long periodNanos = peer.statedPeriodNanos();
        return new PeerView(
                peer.nodeId(),
                peer.boot(),
                peer.lamport(),
                Phases.wrap(present.phase()),
                present.rate(),
                this.rows.naturalFrequency(peer.row()),
                nowNanos - this.rows.heldAtNanos(peer.row()),
                silenceNanos,
                (double) silenceNanos / observer.ttlNanos(),
                evidence,
                evidence * peer.factor(),
                state(peer, nowNanos, wakingNanos, observer.ttlNanos()),
                peer.hasRoundTrip() ? OptionalLong.of(peer.roundTripNanos()) : OptionalLong.empty(),
                periodNanos,
                periodNanos > observer.ttlNanos() / Settings.PERIODS_PER_TTL);
    }

    private static PeerState state(Peer peer, long nowNanos, long wakingNanos, long ttlNanos) {
        if (peer.isMuted()) {
            return PeerState.MUTED;
        }
        if (peer.isJoining()) {
            return PeerState.JOINING;
        }
        if (!peer.isAnswering(nowNanos, ttlNanos)) {
            return (peer.unansweredNanos(wakingNanos) >= ttlNanos)
                    ? PeerState.ONE_WAY
                    : PeerState.JOINING;
        }
        return (peer.fade(wakingNanos, ttlNanos) < 1) ? PeerState.FADING : PeerState.LIVE;
    }
}
