package org.chorusmesh.peers;

/**
 * What of a node's own state its view of the peers depends on.
 *
 * @param bootBits the random bits of its boot, by which echoes answer it
 * @param naturalFrequency ω, rad/s
 * @param coupling K, rad/s
 * @param phaseLag α, radians
 * @param ttlNanos the silence at which a peer leaves
 */
public record Observer(
        long bootBits, double naturalFrequency, double coupling, double phaseLag, long ttlNanos) {}
