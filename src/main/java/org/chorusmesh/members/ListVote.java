package org.chorusmesh.members;

/**
 * What a node says of the list that it has frozen for one epoch.
 *
 * @param epoch which epoch, ≥ 0
 * @param digest of its frozen list; 0 where it has none
 * @param radius over how many links the digest is known to be the same, 0 … {@value #MAX_RADIUS}
 */
public record ListVote(long epoch, long digest, int radius) {

    /** The greatest radius. */
    public static final int MAX_RADIUS = 255;
}
