package org.chorusmesh.service;

import java.io.IOException;
import java.util.List;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.journal.JournalWriter;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node writes down of its steps: the journal, and the beat number for its next boot. */
final class StepFiles {

    private static final Logger logger = LoggerFactory.getLogger(StepFiles.class);

    private final @Nullable JournalWriter journal;
    private final @Nullable BeatNumberKeeper beatNumber;

    StepFiles(@Nullable JournalWriter journal, @Nullable BeatNumberKeeper beatNumber) {
        this.journal = journal;
        this.beatNumber = beatNumber;
    }

    /**
     * Writes a step down.
     *
     * @param phase the node's phase after the step, radians
     * @param beat its beats after the step
     */
    void record(
            long nowNanos, Inbound inbound, List<Command> commands, double phase, BeatState beat) {
        if (this.journal != null) {
            this.journal.record(
                    nowNanos, inbound, commands, Double.doubleToRawLongBits(phase), beat.number());
        }
        if (this.beatNumber != null) {
            this.beatNumber.look(beat);
        }
    }

    /** The last step has been taken. */
    void close() {
        if (this.beatNumber != null) {
            this.beatNumber.close();
        }
        if (this.journal != null) {
            try {
                this.journal.close();
            } catch (IOException ex) {
                logger.warn("The journal may lack its end", ex);
            }
        }
    }
}
