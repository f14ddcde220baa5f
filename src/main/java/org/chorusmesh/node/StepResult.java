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
 *     settings, or longer while it is in step and nothing disturbs it, and while reports are held
 *     up. A command calls for one earlier
 * @param callBelowNanos a report that states a shorter time to the next one calls for a step
 *     earlier too, nanoseconds: whatever disturbs a peer makes it report more often. 0 if no report
 *     does
 */
public record StepResult(
        @Nullable Report report,
        List<CommandResult> commandResults,
        @Nullable FiredBeat beat,
        long untilNextNanos,
        long callBelowNanos) {}
