package org.chorusmesh.simulation.check;

import java.util.HashMap;
import java.util.Map;

/** Counts for how many beats somebody acted, of those at which one of all was to act. */
final class Tally {

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
     * A node has fired a beat at which one of all is to act.
     *
     * @param up how many nodes run
     * @param agreed whether it has agreement
     * @param acts whether it is the owner
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

    /** Counts what it has noted. */
    private void settle() {
        for (Beat beat : this.beats.values()) {
            // What one side of a cut, or a stranger, fired is not the mesh's number.
            if (2 * beat.fired > beat.up) {
                this.due++;
                this.owned += beat.acted ? 1 : 0;
            }
        }
        this.beats.clear();
    }

    /** How many beats most nodes fired since the first act, at which one of all was to act. */
    long due() {
        settle();
        return this.due;
    }

    /** How many of these somebody acted for. */
    long owned() {
        settle();
        return this.owned;
    }

    /** How many times a node had no agreement at such a beat. */
    long skipped() {
        return this.skipped;
    }
}
