package org.chorusmesh.members;

import org.chorusmesh.causality.Boot;

/**
 * The state of one member at an instant.
 *
 * @param nodeId id of the member
 * @param boot boot of the member
 * @param state state of the member; {@link MemberState#GONE} if it is absent
 * @param silenceNanos waking time of this node since its news, which decides whether it is absent
 * @param ageNanos true time since its news left it
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
