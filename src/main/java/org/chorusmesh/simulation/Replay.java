package org.chorusmesh.simulation;

import java.io.IOException;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.chorusmesh.journal.JournalEntry;
import org.chorusmesh.journal.JournalFormatException;
import org.chorusmesh.journal.JournalHeader;
import org.chorusmesh.journal.JournalReader;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.StepResult;
import org.jspecify.annotations.Nullable;

/** Replays a journal through the state machine. */
final class Replay {

    private Replay() {}

    /** Where a journal ends. */
    enum End {
        /** With the goodbye of its node. */
        GOODBYE,
        /** After a whole step: it was full, or its node was killed. */
        BETWEEN_STEPS,
        /** Within the entry of a step: its node was killed, or still runs. */
        WITHIN_A_STEP
    }

    /**
     * The result of a replay.
     *
     * @param steps number of steps that are the same
     * @param lastedNanos time from the start of the node to the last of these
     * @param end where the journal ends; null if it was not read to its end
     * @param differs the first step that differs; null if there is none
     * @param phaseBits the phase that the replay computed for that step
     * @param number the beat number that the replay computed for that step
     */
    record Outcome(
            long steps,
            long lastedNanos,
            @Nullable End end,
            @Nullable JournalEntry differs,
            long phaseBits,
            long number) {

        boolean isSame() {
            return this.differs == null;
        }

        String describe() {
            JournalEntry entry = this.differs;
            if (entry != null) {
                return "step %d at %d ns differs: phase %s and beat %d in the journal, %s and %d now"
                        .formatted(
                                this.steps + 1,
                                entry.nowNanos(),
                                Double.longBitsToDouble(entry.phaseBits()),
                                entry.number(),
                                Double.longBitsToDouble(this.phaseBits),
                                this.number);
            }
            return String.format(
                            Locale.ROOT,
                            "%d steps, every phase the same to the bit and every beat the same, until %.3f s after the start of the node",
                            this.steps,
                            this.lastedNanos * 1e-9)
                    + describeEnd();
        }

        private String describeEnd() {
            if (this.end == End.WITHIN_A_STEP) {
                return ". The journal ends within step %d, whose entry is incomplete, as after a kill of the node: that step was not replayed"
                        .formatted(this.steps + 1);
            }
            return (this.end == End.GOODBYE)
                    ? ", when it said goodbye"
                    : ", when the journal ends without a goodbye: it was full, or the node was killed";
        }
    }

    /**
     * Replays a journal to its end, or to the first step that differs.
     *
     * @param watch receives each step that was the same
     * @throws JournalFormatException if it is damaged, or a node cannot start or step as it states
     * @throws IOException if it cannot be read
     */
    static Outcome run(JournalReader journal, BiConsumer<Node, StepResult> watch)
            throws IOException {
        JournalHeader header = journal.header();
        Node node = birth(header);
        long steps = 0;
        JournalEntry last = null;
        for (JournalEntry entry = journal.next(); entry != null; entry = journal.next()) {
            StepResult result = step(node, entry, steps + 1);
            long bits = Double.doubleToRawLongBits(node.phase());
            long number = node.beat().number();
            if (bits != entry.phaseBits() || number != entry.number()) {
                return new Outcome(steps, lasted(header, last), null, entry, bits, number);
            }
            watch.accept(node, result);
            last = entry;
            steps++;
        }
        return new Outcome(steps, lasted(header, last), end(journal, last), null, 0, 0);
    }

    private static Node birth(JournalHeader header) throws JournalFormatException {
        try {
            return new Node(header.configuration(), header.random(), header.bornNanos());
        } catch (RuntimeException wrong) {
            throw new JournalFormatException(
                    "The node of the journal cannot be started: " + wrong.getMessage());
        }
    }

    private static StepResult step(Node node, JournalEntry entry, long number)
            throws JournalFormatException {
        try {
            return node.step(entry.nowNanos(), entry.inbound(), entry.commands());
        } catch (RuntimeException wrong) {
            throw new JournalFormatException(
                    "Step %d cannot be replayed: %s".formatted(number, wrong));
        }
    }

    private static long lasted(JournalHeader header, @Nullable JournalEntry last) {
        return (last != null) ? last.nowNanos() - header.bornNanos() : 0;
    }

    private static End end(JournalReader journal, @Nullable JournalEntry last) {
        if (journal.isCutShort()) {
            return End.WITHIN_A_STEP;
        }
        boolean goodbye =
                last != null && last.commands().stream().anyMatch(Command.Leave.class::isInstance);
        return goodbye ? End.GOODBYE : End.BETWEEN_STEPS;
    }
}
