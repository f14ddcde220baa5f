package org.chorusmesh.gossip;

import java.util.List;
import org.chorusmesh.causality.Boot;
import org.jspecify.annotations.Nullable;

/**
 * The state of a node's sockets.
 *
 * @param healthy whether the sockets are up; false before the start, after the close and while a
 *     broken context is replaced
 * @param failed whether it has given up binding, so that only a new process helps
 * @param trouble why it is not healthy; null if it is
 * @param boundEndpoint {@code host:port} that peers can dial, with the real port where 0 was asked
 *     for; empty before the start
 * @param connects how many connections have been dialled since the start, repeated ones included
 * @param contextReplacements how often the whole messaging context had to be replaced
 * @param links one for each address that is dialled
 * @param overlay the overlay that these are chosen by
 */
public record GossipStatus(
        boolean healthy,
        boolean failed,
        @Nullable String trouble,
        String boundEndpoint,
        long connects,
        long contextReplacements,
        List<LinkStatus> links,
        OverlayStatus overlay) {

    /**
     * The overlay by which addresses are chosen from those that discovery finds.
     *
     * @param found how many addresses are known, this node's own included
     * @param active whether fewer than all are dialled
     * @param degree its degree; {@link org.chorusmesh.overlay.Overlay#FULL} for a full mesh
     */
    public record OverlayStatus(int found, boolean active, int degree) {}

    /**
     * One address that is dialled, or one name without any.
     *
     * @param name {@code host:port} as it is configured; several, with commas, where they lead to
     *     the same address
     * @param address numeric {@code host:port}; empty for a name that has not been looked up
     * @param state what is known of it
     * @param stateNanos how long that has been the state, while this node was awake
     * @param nodeId whose reports are read there; null if there are none
     * @param boot of that node; null if there are none
     * @param mesh the other mesh whose reports come from there; null if there are none
     * @param connections how many connections to it are open
     * @param mutual whether the node there dials this node too, if it knows the same addresses
     */
    public record LinkStatus(
            String name,
            String address,
            AddressState state,
            long stateNanos,
            @Nullable String nodeId,
            @Nullable Boot boot,
            @Nullable String mesh,
            int connections,
            boolean mutual) {

        /** A name that has not been looked up, for some time already. */
        static LinkStatus unresolved(String name, long stateNanos) {
            return new LinkStatus(
                    name, "", AddressState.UNRESOLVED, stateNanos, null, null, null, 0, false);
        }
    }
}
