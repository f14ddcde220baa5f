package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.PeerOverride;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.service.Chronicle;
import org.chorusmesh.service.DialledAddress;
import org.jspecify.annotations.Nullable;

/** What rarely changes about the node and its peers: sent once, and again when it has changed. */
@Schema(
        name = "WatchPeers",
        description =
                "Event 'peers': what rarely changes about the node, its peers, addresses and settings."
                        + " Each list has one entry a peer, in the order of ids")
@ApiJson
record WatchPeersResource(
        @Schema(description = "Rises by 1 with each change; states refer to it") long version,
        String nodeId,
        String mesh,
        long incarnation,
        @Schema(description = "The boot's 64 random bits, 16 hexadecimal digits") String bootId,
        @Schema(description = "Wall clock at the start, milliseconds since 1970")
                long startedWallMillis,
        @Schema(description = "In order of admission") List<String> ids,
        List<Long> incarnations,
        List<String> bootIds,
        List<Double> naturalFrequencyHz,
        List<Double> gossipPeriodMillis,
        @Schema(description = "Whether that is too seldom for this node's TTL") List<Boolean> slow,
        List<Double> overrideWeight,
        @Schema(description = "By the operator") List<Boolean> muted,
        List<WatchAddress> addresses,
        @Schema(
                        description =
                                "How many addresses are known, of which a node of a large mesh"
                                        + " dials some")
                int found,
        SettingsResource settings,
        long settingsVersion) {

    static WatchPeersResource of(Chronicle chronicle, NodeSnapshot snapshot, long version) {
        List<PeerView> peers = snapshot.peers();
        return new WatchPeersResource(
                version,
                snapshot.identity().nodeId(),
                snapshot.identity().mesh(),
                snapshot.identity().boot().incarnation(),
                snapshot.identity().boot().toHex(),
                chronicle.startedWallMillis(),
                column(peers, PeerView::nodeId),
                column(peers, (peer) -> peer.boot().incarnation()),
                column(peers, (peer) -> peer.boot().toHex()),
                column(peers, (peer) -> Units.round(Units.hertz(peer.naturalFrequency()), 6)),
                column(peers, (peer) -> Units.round(Units.millis(peer.gossipPeriodNanos()), 3)),
                column(peers, PeerView::slow),
                column(peers, (peer) -> override(snapshot, peer).weight()),
                column(peers, (peer) -> override(snapshot, peer).muted()),
                chronicle.addresses().stream().map(WatchAddress::of).toList(),
                chronicle.addressesFound(),
                SettingsResource.of(snapshot),
                snapshot.settingsVersion());
    }

    /** Whether another differs in the version alone. */
    boolean saysTheSameAs(WatchPeersResource other) {
        return hasTheSameRowsAs(other)
                && this.naturalFrequencyHz.equals(other.naturalFrequencyHz)
                && this.gossipPeriodMillis.equals(other.gossipPeriodMillis)
                && this.slow.equals(other.slow)
                && this.found == other.found
                && this.addresses.equals(other.addresses);
    }

    /** Whether another has the same peers, with what the operator says, and the same settings. */
    boolean hasTheSameRowsAs(WatchPeersResource other) {
        return this.settingsVersion == other.settingsVersion
                && this.ids.equals(other.ids)
                && this.bootIds.equals(other.bootIds)
                && this.overrideWeight.equals(other.overrideWeight)
                && this.muted.equals(other.muted)
                && this.settings.equals(other.settings);
    }

    private static <T> List<T> column(List<PeerView> peers, Function<PeerView, T> value) {
        Stream<T> values = peers.stream().map(value);
        return values.toList();
    }

    private static PeerOverride override(NodeSnapshot snapshot, PeerView peer) {
        return snapshot.overrides().getOrDefault(peer.nodeId(), PeerOverride.NONE);
    }

    /** One address that the node dials. */
    @Schema(name = "WatchAddress", description = "An address that the node dials, as in Addresses")
    @ApiJson
    record WatchAddress(
            String name,
            String address,
            String state,
            @Schema(description = "Wall clock since when, milliseconds since 1970")
                    long stateSinceWallMillis,
            @Schema(nullable = true) @Nullable String nodeId,
            @Schema(nullable = true) @Nullable String mesh,
            @Schema(nullable = true) @Nullable String problem) {

        static WatchAddress of(DialledAddress address) {
            return new WatchAddress(
                    address.name(),
                    address.address(),
                    Units.lowerCase(address.state()),
                    address.stateSinceWallMillis(),
                    address.nodeId(),
                    address.mesh(),
                    address.problem());
        }
    }
}
