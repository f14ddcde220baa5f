package org.chorusmesh.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.journal.JournalEntry;
import org.chorusmesh.journal.JournalReader;
import org.chorusmesh.node.Node;

/**
 * Where a node was at each of its steps, from its journal. Nobody has to ask the node while it
 * runs: the first requests that a young process answers take longer than the mesh takes to fall
 * into step.
 */
final class Trajectory {

    private long[] nanos = new long[1024];
    private double[] phases = new double[1024];
    private int steps;
    private long countsAllSinceNanos = Long.MAX_VALUE;

    /**
     * Runs the journal through the state machine again.
     *
     * @param journal of a node that has ended
     * @param others how many peers it should have come to count
     */
    Trajectory(Path journal, int others) {
        try (JournalReader reader = new JournalReader(journal)) {
            Node node =
                    new Node(
                            reader.header().configuration(),
                            reader.header().random(),
                            reader.header().bornNanos());
            for (JournalEntry entry = reader.next(); entry != null; entry = reader.next()) {
                node.step(entry.nowNanos(), entry.inbound(), entry.commands());
                add(node.atNanos(), node.phase());
                long counted =
                        node.snapshot().peers().stream()
                                .filter((peer) -> peer.weight() > 0)
                                .count();
                if (counted == others && this.countsAllSinceNanos == Long.MAX_VALUE) {
                    this.countsAllSinceNanos = node.atNanos();
                }
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void add(long atNanos, double phase) {
        if (this.steps == this.nanos.length) {
            this.nanos = Arrays.copyOf(this.nanos, 2 * this.steps);
            this.phases = Arrays.copyOf(this.phases, 2 * this.steps);
        }
        this.nanos[this.steps] = atNanos;
        this.phases[this.steps] = phase;
        this.steps++;
    }

    /**
     * When it first counted all others, on the monotonic clock that all processes of a machine
     * share.
     */
    long countsAllSinceNanos() {
        return this.countsAllSinceNanos;
    }

    /** When it took its last step. */
    long endNanos() {
        return this.nanos[this.steps - 1];
    }

    /** Its phase at an instant, evenly between the steps on either side, radians, not wrapped. */
    double at(long instantNanos) {
        int found = Arrays.binarySearch(this.nanos, 0, this.steps, instantNanos);
        if (found >= 0) {
            return this.phases[found];
        }
        int next = -found - 1;
        if (next == 0 || next == this.steps) {
            throw new IllegalArgumentException("The journal does not reach there");
        }
        double share =
                (double) (instantNanos - this.nanos[next - 1])
                        / (this.nanos[next] - this.nanos[next - 1]);
        return this.phases[next - 1]
                + share * Phases.difference(this.phases[next], this.phases[next - 1]);
    }
}
