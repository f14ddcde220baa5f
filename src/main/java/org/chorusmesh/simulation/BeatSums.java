package org.chorusmesh.simulation;

import java.util.Locale;
import org.chorusmesh.simulation.check.BeatFindings;

/** Sums of the beat findings of many runs. */
final class BeatSums {

    private long fired;
    private long missed;
    private long due;
    private long owned;
    private long skipped;
    private long turns;
    private long apart;

    BeatSums add(BeatFindings run) {
        this.fired += run.fired();
        this.missed += run.missed();
        this.due += run.due();
        this.owned += run.owned();
        this.skipped += run.skipped();
        this.turns += run.turns();
        this.apart += run.apart();
        return this;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "beats: %d fired, %d missed; jobs by one: %d due, %d with an owner (%.3f), %d times"
                        + " without agreement; turns: %d, %d overlaps that the guard cannot prevent",
                this.fired,
                this.missed,
                this.due,
                this.owned,
                (this.due > 0) ? (double) this.owned / this.due : 0,
                this.skipped,
                this.turns,
                this.apart);
    }
}
