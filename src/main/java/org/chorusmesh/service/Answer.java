package org.chorusmesh.service;

import org.chorusmesh.node.CommandResult;
import org.chorusmesh.node.NodeSnapshot;

/**
 * What a command got.
 *
 * @param result what became of it
 * @param synchrony the node and its peers after the step that applied it
 */
public record Answer(CommandResult result, Synchrony synchrony) {

    /** The node after the step that applied it. */
    public NodeSnapshot snapshot() {
        return this.synchrony.snapshot();
    }
}
