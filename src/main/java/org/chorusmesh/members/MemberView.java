package org.chorusmesh.members;

import org.chorusmesh.causality.Boot;

/**
 * What is known of one member at an instant.
 *
 * @param nodeId its id
 * @param boot its boot
 * @param state what it is; {@link MemberState#GONE} for one that is absent
 * @param silenceNanos this node's waking time since its news, which decides whether it is absent
 * @param ageNanos the time since its news left it, this node's sleep included
 * @param held whether its slot is held for its return
 */
public record MemberView(
        String nodeId,
        Boot boot,
        MemberState state,
        long silenceNanos,
        long ageNanos,
        boolean held) {

    /** Whether it belongs to the mesh, settled or not. */
    public boolean isPresent() {
        return this.state != MemberState.GONE;
    }
}
