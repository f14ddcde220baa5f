package org.chorusmesh.members;

import org.chorusmesh.causality.Boot;
import org.jspecify.annotations.Nullable;

/**
 * One place of a list.
 *
 * @param nodeId whose
 * @param boot the boot that is present; null where the place is held for an absent id
 */
public record Slot(String nodeId, @Nullable Boot boot) {

    /** Whether the id is absent, or back and not settled yet. */
    public boolean isHeld() {
        return this.boot == null;
    }
}
