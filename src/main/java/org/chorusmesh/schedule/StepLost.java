package org.chorusmesh.schedule;

/**
 * An event: this node is not in step with more than half of its peers any more, so its numbers are
 * not the mesh's.
 *
 * @param nodeId this node
 * @param number its beat
 */
public record StepLost(String nodeId, long number) {}
