package org.chorusmesh.node;

import java.util.List;
import org.chorusmesh.settings.Violation;

/** What became of a {@link Command}. Anything but {@link Applied} changed nothing. */
public sealed interface CommandResult {

    /** In force from the step that answered. */
    record Applied() implements CommandResult {}

    /**
     * The settings have changed since the version that the command was made for.
     *
     * @param currentVersion the version in force
     */
    record VersionConflict(long currentVersion) implements CommandResult {}

    /** Settings for the whole mesh are not to be had, because its frames are not authenticated. */
    record NoMeshSettings() implements CommandResult {}

    /** No such peer. */
    record UnknownPeer() implements CommandResult {}

    /**
     * Values out of range.
     *
     * @param violations every one of them
     */
    record Invalid(List<Violation> violations) implements CommandResult {}
}
