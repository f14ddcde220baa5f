package org.chorusmesh.peers;

/**
 * The part of a node's own state on which its view of the peers depends.
 *
 * @param bootBits random bits of its boot, which echoes name
 * @param naturalFrequency ω, rad/s
 * @param coupling K, rad/s
 * @param phaseLag α, radians
 * @param ttlNanos the silence at which a peer is evicted
 */
public record Observer(
        long bootBits, double naturalFrequency, double coupling, double phaseLag, long ttlNanos) {}
