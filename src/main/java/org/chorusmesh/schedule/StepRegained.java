package org.chorusmesh.schedule;

/**
 * Event: this node is in step with more than half of its peers, for the first time or again, so its
 * numbers are those of the mesh.
 *
 * @param nodeId id of this node
 * @param number number of its latest beat
 */
public record StepRegained(String nodeId, long number) {}
