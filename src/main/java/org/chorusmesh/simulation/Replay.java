package org.chorusmesh.simulation;

import java.io.IOException;
import org.chorusmesh.journal.JournalEntry;
import org.chorusmesh.journal.JournalHeader;
import org.chorusmesh.journal.JournalReader;
import org.chorusmesh.node.Node;
import org.jspecify.annotations.Nullable;

/** Runs a journal through the state machine again. */
final class Replay {

    private Replay() {}

    /**
     * What came of it.
     *
     * @param steps how many were the same
     * @param differs the first that was not; null if there is none
     * @param phaseBits what it gave instead
     */
    record Outcome(long steps, @Nullable JournalEntry differs, long phaseBits) {

        boolean isSame() {
            return this.differs == null;
        }

        String describe() {
            JournalEntry entry = this.differs;
            return (entry == null)
                    ? "%d steps, every phase the same to the bit".formatted(this.steps)
                    : "step %d at %d ns differs: phase %s in the journal, %s now"
                            .formatted(
                                    this.steps + 1,
                                    entry.nowNanos(),
                                    Double.longBitsToDouble(entry.phaseBits()),
                                    Double.longBitsToDouble(this.phaseBits));
        }
    }

    /** Runs it to its end, or to the first step that differs. */
    static Outcome run(JournalReader journal) throws IOException {
        JournalHeader header = journal.header();
        Node node = new Node(header.configuration(), header.random(), header.bornNanos());
        long steps = 0;
        for (JournalEntry entry = journal.next(); entry != null; entry = journal.next()) {
            node.step(entry.nowNanos(), entry.inbound(), entry.commands());
            long bits = Double.doubleToRawLongBits(node.phase());
            if (bits != entry.phaseBits()) {
                return new Outcome(steps, entry, bits);
            }
            steps++;
        }
        return new Outcome(steps, null, 0);
    }
}
