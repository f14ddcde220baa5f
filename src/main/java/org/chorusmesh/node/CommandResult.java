package org.chorusmesh.node;

import java.util.List;
import org.chorusmesh.settings.Violation;

/** The result of a {@link Command}. Only {@link Applied} stands for a change. */
public sealed interface CommandResult {

    /** The command is in force from the step that returned this result. */
    record Applied() implements CommandResult {}

    /**
     * The settings have changed since the version for which the command was made.
     *
     * @param currentVersion the version in force
     */
    record VersionConflict(long currentVersion) implements CommandResult {}

    /** Settings for the whole mesh are not available, because its frames are not authenticated. */
    record NoMeshSettings() implements CommandResult {}

    /** The peer is unknown. */
    record UnknownPeer() implements CommandResult {}

    /**
     * Values are out of range.
     *
     * @param violations all violations
     */
    record Invalid(List<Violation> violations) implements CommandResult {}
}
