package org.chorusmesh.node;

import org.chorusmesh.settings.SettingsChange;
import org.jspecify.annotations.Nullable;

/**
 * Something that a node is told from outside its mesh. Commands are applied at the start of a step,
 * before its reports, and each gets one {@link CommandResult}. They are plain data, so that a
 * journal of them replays.
 */
public sealed interface Command {

    /**
     * Changes settings of this node, all or none. What is taken back goes to what the mesh says, or
     * to the configuration.
     *
     * @param expectedVersion the settings version that the change was made for; null for any
     * @param change what to change
     */
    record ChangeSettings(@Nullable Long expectedVersion, SettingsChange change)
            implements Command {}

    /**
     * Writes a version of the settings for the whole mesh: what it set before, and this change on
     * top of it, all or none. What is taken back is left to each node's configuration.
     *
     * @param expectedVersion the settings version that the change was made for; null for any
     * @param change what to change
     */
    record ChangeMeshSettings(@Nullable Long expectedVersion, SettingsChange change)
            implements Command {}

    /**
     * Takes back what was changed by {@link ChangeSettings}, on this node or, as an empty version,
     * in the whole mesh.
     *
     * @param expectedVersion the settings version that it was made for; null for any
     * @param mesh whether in the whole mesh
     */
    record ResetSettings(@Nullable Long expectedVersion, boolean mesh) implements Command {}

    /**
     * Sets the phase.
     *
     * @param phase radians, finite
     */
    record SetPhase(double phase) implements Command {}

    /**
     * Adds to the phase.
     *
     * @param radians finite
     */
    record Kick(double radians) implements Command {}

    /**
     * Changes the override of a peer that is in the table or has an override already; what is null
     * stays as it is.
     *
     * @param nodeId the peer
     * @param weight 0 … 1
     * @param muted whether to leave it out of the sum
     */
    record OverridePeer(String nodeId, @Nullable Double weight, @Nullable Boolean muted)
            implements Command {}

    /**
     * Removes a peer from the table until its next newer report.
     *
     * @param nodeId the peer
     */
    record ForgetPeer(String nodeId) implements Command {}

    /**
     * What discovery knows, which a joining node waits for.
     *
     * @param complete whether every configured name has been looked up at least once
     * @param others how many addresses were found, this node's own excepted
     * @param blind whether names are configured and none of them has ever been looked up
     */
    record AddressesKnown(boolean complete, int others, boolean blind) implements Command {

        /** At least one name has been looked up, or none is configured. */
        public AddressesKnown(boolean complete, int others) {
            this(complete, others, false);
        }
    }

    /** Leaves the mesh: this step's report is the goodbye, and no report follows it. */
    record Leave() implements Command {}
}
