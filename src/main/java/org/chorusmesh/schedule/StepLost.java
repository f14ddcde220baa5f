package org.chorusmesh.schedule;

/**
 * Event: this node is no longer in step with more than half of its peers, so its numbers are not
 * those of the mesh.
 *
 * @param nodeId id of this node
 * @param number number of its latest beat
 */
public record StepLost(String nodeId, long number) {}
