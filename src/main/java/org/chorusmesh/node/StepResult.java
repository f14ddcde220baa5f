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
 * @param untilNextNanos how long the node may go without a step, nanoseconds: the step of its
 *     settings, or longer while it is in step and nothing disturbs it. A command calls for one
 *     earlier
 */
public record StepResult(
        @Nullable Report report,
        List<CommandResult> commandResults,
        @Nullable FiredBeat beat,
        long untilNextNanos) {}
