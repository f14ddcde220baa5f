package org.chorusmesh.journal;

import java.util.List;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;

/**
 * One step of a node: its input and its result.
 *
 * @param nowNanos monotonic time of the step
 * @param inbound the frames that the step drained
 * @param commands the commands that the step carried out
 * @param phaseBits the resulting phase, {@link Double#doubleToRawLongBits raw bits}
 * @param number the resulting beat number
 */
public record JournalEntry(
        long nowNanos, Inbound inbound, List<Command> commands, long phaseBits, long number) {}
