package org.chorusmesh.members;

/**
 * The statement of a node on the list that it has frozen for one epoch.
 *
 * @param epoch the epoch, ≥ 0
 * @param digest digest of its frozen list; 0 if it has none
 * @param radius number of links over which the digest is known to be the same, 0 … {@value
 *     #MAX_RADIUS}
 */
public record ListVote(long epoch, long digest, int radius) {

    /** The greatest radius. */
    public static final int MAX_RADIUS = 255;
}
