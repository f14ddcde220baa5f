package org.chorusmesh.schedule;

/**
 * The position of this node in the beats of its mesh.
 *
 * @param number number of the latest beat
 * @param phase position between that beat and the next, 0 … 1, 1 excluded
 * @param settled whether this node is in step with more than half of its peers, so that the number
 *     is that of the mesh
 * @param agreed whether this node has agreement with the others on the list of members
 */
public record BeatPosition(long number, double phase, boolean settled, boolean agreed) {}
