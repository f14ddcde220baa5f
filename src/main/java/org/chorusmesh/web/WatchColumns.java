package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.chorusmesh.peers.PeerState;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.service.Locking;
import org.chorusmesh.service.PeerSynchrony;
import org.jspecify.annotations.Nullable;

/** What changes about the peers with each state, by column, which is a third of it by row. */
@Schema(
        name = "WatchColumns",
        description = "The peers, one entry each, in the order of ids of 'peers'")
@ApiJson
record WatchColumns(
        @Schema(description = "The peer's phase less the node's, radians in [-pi, pi]")
                double[] phaseDifference,
        double[] frequencyHz,
        double[] ageMillis,
        @Schema(description = "Silence / TTL, 0 to 1") double[] staleness,
        double[] weight,
        @Schema(description = "null until it is known") List<@Nullable Long> roundTripMicros,
        @Schema(
                        description = "One letter a peer: Live, Fading, Joining, One-way, Muted",
                        example = "LLFM")
                String state,
        @Schema(
                        description =
                                "One letter a peer: In step, Settling, Apart, Drifting, Cannot lock,"
                                        + " Uncoupled",
                        example = "IISU")
                String locking) {

    static WatchColumns of(List<PeerSynchrony> peers) {
        StringBuilder states = new StringBuilder(peers.size());
        StringBuilder lockings = new StringBuilder(peers.size());
        for (PeerSynchrony peer : peers) {
            states.append(letter(peer.peer().state()));
            lockings.append(letter(peer.locking()));
        }
        return new WatchColumns(
                column(peers, 6, PeerSynchrony::phaseDifference),
                column(peers, 6, (peer) -> Units.hertz(peer.peer().frequency())),
                column(peers, 1, (peer) -> Units.millis(peer.peer().ageNanos())),
                column(peers, 3, (peer) -> peer.peer().staleness()),
                column(peers, 3, (peer) -> peer.peer().weight()),
                peers.stream().map((peer) -> roundTripMicros(peer.peer())).toList(),
                states.toString(),
                lockings.toString());
    }

    private static double[] column(
            List<PeerSynchrony> peers, int decimals, ToDoubleFunction<PeerSynchrony> value) {
        return peers.stream()
                .mapToDouble(value)
                .map((number) -> Units.round(number, decimals))
                .toArray();
    }

    private static @Nullable Long roundTripMicros(PeerView peer) {
        return peer.roundTripNanos().isPresent()
                ? (Long) Math.round(Units.micros(peer.roundTripNanos().getAsLong()))
                : null;
    }

    private static char letter(PeerState state) {
        return switch (state) {
            case LIVE -> 'L';
            case FADING -> 'F';
            case JOINING -> 'J';
            case ONE_WAY -> 'O';
            case MUTED -> 'M';
        };
    }

    private static char letter(Locking locking) {
        return switch (locking) {
            case IN_STEP -> 'I';
            case SETTLING -> 'S';
            case APART -> 'A';
            case DRIFTING -> 'D';
            case CANNOT_LOCK -> 'C';
            case UNCOUPLED -> 'U';
        };
    }
}
