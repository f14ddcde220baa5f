package org.chorusmesh.members;

import org.chorusmesh.causality.Boot;
import org.jspecify.annotations.Nullable;

/**
 * One slot of a list.
 *
 * @param nodeId id of the member
 * @param boot its present boot; null if the slot is held for an absent id
 */
public record Slot(String nodeId, @Nullable Boot boot) {

    /** Whether the id is absent, or back and not settled yet. */
    public boolean isHeld() {
        return this.boot == null;
    }
}
