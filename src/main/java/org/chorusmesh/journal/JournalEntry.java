package org.chorusmesh.journal;

import java.util.List;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;

/**
 * One step.
 *
 * @param nowNanos the monotonic clock that it was given
 * @param inbound what it drained
 * @param commands what it was told
 * @param phaseBits the phase that results, {@link Double#doubleToRawLongBits raw bits}
 * @param number the number of the beat that results
 */
public record JournalEntry(
        long nowNanos, Inbound inbound, List<Command> commands, long phaseBits, long number) {}
