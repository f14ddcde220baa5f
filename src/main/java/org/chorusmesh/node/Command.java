package org.chorusmesh.node;

import org.chorusmesh.settings.SettingsChange;
import org.jspecify.annotations.Nullable;

/**
 * A command to a node from outside its mesh. Commands are applied at the start of a step, before
 * its reports, and each gets one {@link CommandResult}. They are plain data, so that a journal can
 * replay them.
 */
public sealed interface Command {

    /**
     * Changes settings of this node, all or none. A setting that is taken back gets the value of
     * the mesh or of the configuration.
     *
     * @param expectedVersion the settings version for which the change was made; null for any
     * @param change the change
     */
    record ChangeSettings(@Nullable Long expectedVersion, SettingsChange change)
            implements Command {}

    /**
     * Writes a version of the settings for the whole mesh: the last version with this change, all
     * or none. A setting that is taken back gets the value of each node's configuration.
     *
     * @param expectedVersion the settings version for which the change was made; null for any
     * @param change the change
     */
    record ChangeMeshSettings(@Nullable Long expectedVersion, SettingsChange change)
            implements Command {}

    /**
     * Takes back all changes by {@link ChangeSettings} on this node or, with an empty version, all
     * settings of the mesh.
     *
     * @param expectedVersion the settings version for which the command was made; null for any
     * @param mesh whether for the whole mesh
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
     * Changes the override of a peer that is in the table or has an override already. A null leaves
     * the value unchanged.
     *
     * @param nodeId id of the peer
     * @param weight 0 … 1
     * @param muted whether to leave it out of the sum
     */
    record OverridePeer(String nodeId, @Nullable Double weight, @Nullable Boolean muted)
            implements Command {}

    /**
     * Removes a peer from the table until its next newer report.
     *
     * @param nodeId id of the peer
     */
    record ForgetPeer(String nodeId) implements Command {}

    /**
     * Reports the state of discovery, on which a joining node waits.
     *
     * @param complete whether every configured name has been looked up at least once
     * @param others number of addresses that were found, without those of this node
     * @param blind whether names are configured and none of them has ever been looked up
     */
    record AddressesKnown(boolean complete, int others, boolean blind) implements Command {

        /** Reports that at least one name has been looked up, or that none is configured. */
        public AddressesKnown(boolean complete, int others) {
            this(complete, others, false);
        }
    }

    /** Leaves the mesh: this step's report is the goodbye, and no report follows it. */
    record Leave() implements Command {}
}
