package org.chorusmesh.gossip;

import java.util.List;

/**
 * How a node's sockets are.
 *
 * @param healthy whether the sockets are up; false before the start, after the close and while a
 *     broken context is replaced
 * @param boundEndpoint {@code host:port} that peers can dial, with the real port where 0 was asked
 *     for; empty before the start
 * @param connects how many connections have been dialled since the start, repeated ones included
 * @param contextReplacements how often the whole messaging context had to be replaced
 * @param links one for each wanted address
 */
public record GossipStatus(
        boolean healthy,
        String boundEndpoint,
        long connects,
        long contextReplacements,
        List<LinkStatus> links) {

    /**
     * One wanted address.
     *
     * @param address numeric {@code host:port}
     * @param own whether it turned out to be this node's own
     * @param silentNanos since its last frame, or since it is wanted where none has come
     * @param connections how many connections to it are open
     */
    public record LinkStatus(String address, boolean own, long silentNanos, int connections) {}
}
