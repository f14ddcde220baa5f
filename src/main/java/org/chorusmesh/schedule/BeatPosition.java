package org.chorusmesh.schedule;

/**
 * Where this node is in the rhythm of its mesh.
 *
 * @param number the beat that has come last
 * @param phase how far it has come from that beat to the next, 0 … 1, 1 excluded
 * @param settled whether it is in step with more than half of its peers, so that the number is the
 *     mesh's
 * @param agreed whether it has agreement with the others on who is there
 */
public record BeatPosition(long number, double phase, boolean settled, boolean agreed) {}
