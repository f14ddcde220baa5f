package org.chorusmesh.benchmarks.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTests {

    private static final long SECOND = 1_000_000_000;

    /** The monotonic clock may begin anywhere. */
    private static final long START = -500 * SECOND;

    @Test
    void countsEachSlotThatWasDueInTheWindow() {
        Tally tally = Tally.of(acts(0, 1, 2, 3, 4, 5), at(1.5), at(4.5));
        assertThat(tally.slots()).isEqualTo(3);
        assertThat(tally.none()).isZero();
        assertThat(tally.twice()).isZero();
        assertThat(tally.overlaps()).isZero();
        assertThat(tally.latenessNanos()).containsOnly(2_000_000L);
    }

    @Test
    void seesSlotsWithoutARunAndTheGap() {
        Tally tally = Tally.of(acts(0, 1, 4, 5), at(0.5), at(5.5));
        assertThat(tally.slots()).isEqualTo(5);
        assertThat(tally.none()).isEqualTo(2);
        assertThat(tally.gapNanos()).isEqualTo(3 * SECOND);
    }

    @Test
    void goesOnCountingAfterTheLastRun() {
        Tally tally = Tally.of(acts(0, 1), at(0.5), at(6.5));
        assertThat(tally.slots()).isEqualTo(6);
        assertThat(tally.none()).isEqualTo(5);
        assertThat(tally.gapNanos()).isEqualTo(5 * SECOND + SECOND / 2 - 2_000_000);
    }

    @Test
    void seesSlotsRunTwiceAndRunsSideBySide() {
        List<Act> acts = new ArrayList<>(acts(0, 1, 2, 3));
        acts.add(act(7, 2, 0.05, 0.1));
        Tally tally = Tally.of(acts, at(0.5), at(3.5));
        assertThat(tally.twice()).isEqualTo(1);
        assertThat(tally.overlaps()).isEqualTo(1);
    }

    /** A stopped replica's run has not ended, and a late run belongs to its own slot. */
    @Test
    void countsRunsBesideOneThatDoesNotEnd() {
        List<Act> acts = new ArrayList<>(acts(0, 1, 2));
        acts.add(new Act(9, 1, at(1), at(1) + 1, Long.MAX_VALUE));
        acts.add(act(3, 3, 2.5, 0.1));
        Tally tally = Tally.of(acts, at(1.5), at(5.9));
        assertThat(tally.overlaps()).isEqualTo(2);
        assertThat(tally.slots()).isEqualTo(4);
        assertThat(tally.none()).isEqualTo(2);
        assertThat(tally.latenessNanos()).containsExactly(2_000_000L, 2 * SECOND + SECOND / 2);
    }

    @Test
    void turnsNotTakenAndSideBySide() {
        List<TurnTaken> turns = new ArrayList<>();
        for (int beat = 0; beat < 20; beat++) {
            if (beat != 7) {
                turns.add(turn(beat % 5, beat, beat + 0.5));
            }
        }
        turns.add(turn(9, 12, 15));
        Turns seen = Turns.of(turns, at(-1), at(30));
        assertThat(seen.cycles()).isEqualTo(2);
        assertThat(seen.due()).isEqualTo(10);
        assertThat(seen.none()).isEqualTo(1);
        // The other of that slot, two that begin before it ends, and the stray itself begins with
        // one.
        assertThat(seen.overlaps()).isEqualTo(4);
        assertThat(seen.overlapsWithStopped()).isEqualTo(3);
    }

    @Test
    void aCycleInWhichNoneTakesATurnCounts() {
        List<TurnTaken> turns = new ArrayList<>();
        for (int beat : new int[] {0, 1, 2, 3, 4, 10, 11, 12, 13, 14}) {
            turns.add(turn(beat % 5, beat, beat + 0.5));
        }
        Turns seen = Turns.of(turns, at(-1), at(30));
        assertThat(seen.cycles()).isEqualTo(1);
        assertThat(seen.none()).isEqualTo(5);
    }

    private static long at(double seconds) {
        return START + Math.round(seconds * SECOND);
    }

    /** One run for each slot, two milliseconds late, in rotation. */
    private static List<Act> acts(long... slots) {
        List<Act> acts = new ArrayList<>();
        for (long slot : slots) {
            acts.add(act((int) slot % 5, slot, 0.002, 0.1));
        }
        return acts;
    }

    private static Act act(int replica, long slot, double late, double seconds) {
        return new Act(replica, slot, at(slot), at(slot + late), at(slot + late + seconds));
    }

    private static TurnTaken turn(int replica, int beat, double end) {
        return new TurnTaken(replica, beat - beat % 5, beat % 5, 5, at(beat), at(end));
    }
}
