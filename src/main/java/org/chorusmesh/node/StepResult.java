package org.chorusmesh.node;

import java.util.List;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.peers.Report;
import org.jspecify.annotations.Nullable;

/**
 * What one step gave.
 *
 * @param report the report to publish; null where none is due
 * @param commandResults one result for each command, in their order
 * @param beat the beat that fired; null where none did
 */
public record StepResult(
        @Nullable Report report, List<CommandResult> commandResults, @Nullable FiredBeat beat) {}
