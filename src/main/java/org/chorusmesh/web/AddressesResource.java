package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.chorusmesh.gossip.GossipStatus;
import org.chorusmesh.service.DialledAddress;
import org.jspecify.annotations.Nullable;

/** Every address that the node dials. */
@Schema(name = "Addresses", description = "Every address that the node dials")
@ApiJson
record AddressesResource(
        List<AddressResource> addresses,
        @Schema(description = "How many addresses are known, the node's own included") int found,
        OverlayResource overlay) {

    static AddressesResource of(
            List<DialledAddress> addresses, GossipStatus.OverlayStatus overlay) {
        return new AddressesResource(
                addresses.stream().map(AddressResource::of).toList(),
                overlay.found(),
                new OverlayResource(overlay.active(), overlay.degree()));
    }

    /** The overlay by which the addresses are chosen from those that are known. */
    @Schema(
            name = "Overlay",
            description = "How the addresses are chosen from those that are known")
    @ApiJson
    record OverlayResource(
            @Schema(description = "Whether fewer than all are dialled") boolean active,
            @Schema(description = "Neighbours of a node in a large mesh; 0 for a full mesh")
                    int degree) {}

    /** One address. */
    @Schema(name = "Address", description = "An address that the node dials")
    @ApiJson
    record AddressResource(
            @Schema(
                            description =
                                    "host:port as configured; several, with commas, that lead to"
                                            + " one address")
                    String name,
            @Schema(description = "Numeric host:port; empty while the name cannot be looked up")
                    String address,
            @Schema(
                            allowableValues = {
                                "unresolved",
                                "unreachable",
                                "not_chorus",
                                "silent",
                                "other_mesh",
                                "other_version",
                                "unauthenticated",
                                "malformed",
                                "not_admitted",
                                "own",
                                "heard"
                            })
                    String state,
            @Schema(description = "How long it has been in this state") double stateMillis,
            @Schema(description = "Whose reports are read there") @Nullable String nodeId,
            @Schema(description = "The other mesh whose reports come from there")
                    @Nullable String mesh,
            @Schema(
                            description =
                                    "What is wrong and what to do, once it has been wrong for two"
                                            + " TTL")
                    @Nullable String problem) {

        static AddressResource of(DialledAddress address) {
            return new AddressResource(
                    address.name(),
                    address.address(),
                    Units.lowerCase(address.state()),
                    Units.millis(address.stateNanos()),
                    address.nodeId(),
                    address.mesh(),
                    address.problem());
        }
    }
}
