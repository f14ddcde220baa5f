package org.chorusmesh.node;

import java.util.List;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.peers.Report;
import org.jspecify.annotations.Nullable;

/**
 * The result of one step.
 *
 * @param report the report to publish; null if none is due
 * @param commandResults one result for each command, in order
 * @param beat the beat that fired; null for none
 */
public record StepResult(
        @Nullable Report report, List<CommandResult> commandResults, @Nullable FiredBeat beat) {}
