package org.chorusmesh.simulation.check;

import java.util.HashMap;
import java.util.Map;

/** Counts the beats for which a job by {@code one} was due, and those for which a node acted. */
final class DueBeats {

    private static final int MAX_OPEN = 4096;

    private static final class Beat {

        private int fired;
        private int up;
        private boolean acted;
    }

    private final Map<Long, Beat> beats = new HashMap<>();
    private boolean begun;
    private long due;
    private long owned;
    private long skipped;

    /**
     * Records that a node has fired a beat for which the job is due.
     *
     * @param up number of running nodes
     * @param agreed whether the node has agreement
     * @param acts whether the node is the owner
     */
    void fired(long number, int up, boolean agreed, boolean acts) {
        this.begun |= acts;
        this.skipped += agreed ? 0 : 1;
        if (!this.begun) {
            return;
        }
        Beat beat = this.beats.computeIfAbsent(number, (none) -> new Beat());
        beat.fired++;
        beat.up = Math.max(beat.up, up);
        beat.acted |= acts;
        if (this.beats.size() > MAX_OPEN) {
            settle();
        }
    }

    /** Moves the open beats into the counts. */
    private void settle() {
        for (Beat beat : this.beats.values()) {
            // A number that only one side of a cut or a stranger fires is not the number of the
            // mesh.
            if (2 * beat.fired > beat.up) {
                this.due++;
                this.owned += beat.acted ? 1 : 0;
            }
        }
        this.beats.clear();
    }

    /** Number of due beats that more than half of the nodes fired, from the first act on. */
    long due() {
        settle();
        return this.due;
    }

    /** Number of these beats for which a node acted. */
    long owned() {
        settle();
        return this.owned;
    }

    /** How often a node fired a due beat without agreement. */
    long skipped() {
        return this.skipped;
    }
}
