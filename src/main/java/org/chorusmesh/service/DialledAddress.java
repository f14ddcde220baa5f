package org.chorusmesh.service;

import org.chorusmesh.gossip.AddressState;
import org.jspecify.annotations.Nullable;

/**
 * An address that the node dials, or a configured name without any.
 *
 * @param name {@code host:port} as it is configured; several, with commas, where they lead to the
 *     same address
 * @param address numeric {@code host:port}; empty for a name that has not been looked up
 * @param state what is known of it
 * @param stateNanos for how long that has been so
 * @param stateSinceWallMillis since when, by the wall clock, milliseconds since 1970
 * @param nodeId whose reports are read there; null if there are none
 * @param mesh the other mesh whose reports come from there; null if there are none
 * @param problem what is wrong and what to do, once it has been wrong for two TTL; null otherwise.
 *     A peer that was heard and went is no problem.
 * @param deaf whether the peer that is heard there does not hear this node, though it should. Where
 *     the overlay is active, that is so only after a while, since lists of addresses may differ
 *     until then, and only at a neighbour by the list.
 */
public record DialledAddress(
        String name,
        String address,
        AddressState state,
        long stateNanos,
        long stateSinceWallMillis,
        @Nullable String nodeId,
        @Nullable String mesh,
        @Nullable String problem,
        boolean deaf) {

    /** Whether what answers there is wrong, for two TTL by now. */
    public boolean isMistaken() {
        return this.problem != null && this.state.isMistake();
    }

    /** The name, with the address where that is another. */
    public String label() {
        return (this.address.isEmpty() || this.address.equals(this.name))
                ? this.name
                : this.name + " (" + this.address + ")";
    }
}
