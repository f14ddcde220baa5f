package org.chorusmesh.service;

import org.chorusmesh.node.CommandResult;
import org.chorusmesh.node.NodeSnapshot;

/**
 * What a command got.
 *
 * @param result what became of it
 * @param snapshot the node after the step that applied it
 */
public record Answer(CommandResult result, NodeSnapshot snapshot) {}
