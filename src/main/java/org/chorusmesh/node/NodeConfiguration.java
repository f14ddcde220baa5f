package org.chorusmesh.node;

/**
 * What a node is born with.
 *
 * @param identity who it is
 * @param settings what it starts with; must have no {@linkplain Settings#violations() violations}
 * @param joinMode how it comes into the mesh
 * @param initialPhase radians, finite
 * @param maxPeers cap on the peer table, at least 1
 */
public record NodeConfiguration(
        NodeIdentity identity, Settings settings, JoinMode joinMode, double initialPhase, int maxPeers) {

    public static final int DEFAULT_MAX_PEERS = 1024;
}
