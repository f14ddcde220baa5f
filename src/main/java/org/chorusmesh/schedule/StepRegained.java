package org.chorusmesh.schedule;

/**
 * An event: this node is in step with more than half of its peers, for the first time or again. Its
 * numbers are the mesh's.
 *
 * @param nodeId this node
 * @param number its beat
 */
public record StepRegained(String nodeId, long number) {}
