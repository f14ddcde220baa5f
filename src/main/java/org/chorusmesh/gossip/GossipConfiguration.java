package org.chorusmesh.gossip;

import java.util.List;
import org.chorusmesh.overlay.Overlay;

/**
 * The configuration that gossip starts with.
 *
 * @param bind {@code host:port} to publish on; port 0 takes a free one
 * @param peers each as {@link PeerEntry} reads it; a name stands for all its addresses
 * @param keys keys of the mesh's MAC: the first signs, each is accepted; none for an
 *     unauthenticated mesh
 * @param ttlNanos the TTL to start with
 * @param bindPatienceNanos how long to keep trying while the port is taken; 0 to try only once
 * @param overlayDegree degree of the overlay; {@link Overlay#FULL} to dial every peer
 */
public record GossipConfiguration(
        String bind,
        List<String> peers,
        List<byte[]> keys,
        long ttlNanos,
        long bindPatienceNanos,
        int overlayDegree) {

    /** With the overlay's default degree. */
    public GossipConfiguration(
            String bind,
            List<String> peers,
            List<byte[]> keys,
            long ttlNanos,
            long bindPatienceNanos) {
        this(bind, peers, keys, ttlNanos, bindPatienceNanos, Overlay.DEFAULT_DEGREE);
    }
}
