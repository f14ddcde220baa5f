package org.chorusmesh.beat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.Slot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests for {@link AgreedBeats}. */
class AgreedBeatsTests {

    private static final double GUARD = 0.25;

    private final AgreedBeats agreed = new AgreedBeats(GUARD);

    private long jumps;

    @Test
    void knowsNoTurnBeforeItHasLooked() {
        assertThat(this.agreed.turn("n0", 4))
                .isEqualTo(new TurnOutlook.None(0, TurnOutlook.Reason.NOT_SEEN));
    }

    @Test
    void tellsTheTurnOfACycleWhoseFirstBeatItSaw() {
        MemberList list = list(3);
        fire(118, list);
        fire(119, list);
        assertThat(reason("n1", 60)).isEqualTo(TurnOutlook.Reason.NOT_SEEN);
        fire(120, list);
        assertThat(mine("n1", 60).window()).isEqualTo(TurnWindow.of(120, 60, 1, 3, GUARD));
        fire(150, list);
        assertThat(mine("n1", 60).window().cycle()).isEqualTo(120);
        assertThat(mine("n1", 30).window().cycle()).isEqualTo(150);
        assertThat(mine("n1", 1).window().cycle()).isEqualTo(150);
    }

    @Test
    void tellsTheSameAsAClockOfThatCycle() {
        MemberList whole = list(3);
        MemberList half = list(2);
        TurnClock clock = new TurnClock("n1", 7, GUARD);
        for (int beat = 100; beat < 400; beat++) {
            MemberList list = (beat % 11 == 0) ? null : (beat % 90 < 45) ? whole : half;
            this.jumps += (beat % 83 == 0) ? 1 : 0;
            BeatState state = fire(beat, list);
            clock.look(state, state.fired());
            TurnOutlook outlook = this.agreed.turn("n1", 7);
            TurnWindow expected = clock.turn();
            if (expected != null) {
                assertThat(outlook).isEqualTo(new TurnOutlook.Mine(state, expected));
            } else if (outlook instanceof TurnOutlook.Mine mine) {
                assertThat(state.beatsSince(mine.window().cycle()))
                        .as("over, at beat %d", beat)
                        .isGreaterThanOrEqualTo(mine.window().ends());
            }
        }
    }

    @Test
    void goesByTheListOfTheCyclesFirstBeatHoweverOld() {
        fire(0, list(5));
        for (int beat = 1; beat < 900; beat++) {
            fire(beat, (beat % 2 == 0) ? list(2) : null);
        }
        assertThat(mine("n4", 1000).window().of()).isEqualTo(5);
    }

    @Test
    void forgetsTheOldestOfTooManyLists() {
        for (int beat = 0; beat < 2000; beat++) {
            fire(beat, (beat % 2 == 0) ? list(2) : null);
        }
        assertThat(reason("n0", 5000)).isEqualTo(TurnOutlook.Reason.NOT_SEEN);
        assertThat(mine("n0", 1000).window().cycle()).isEqualTo(1000);
    }

    @Test
    void saysWhyThereIsNone() {
        fire(8, null);
        assertThat(reason("n0", 4)).isEqualTo(TurnOutlook.Reason.NOT_AGREED);
        fire(9, list(2));
        assertThat(reason("n0", 4))
                .as("at its first beat")
                .isEqualTo(TurnOutlook.Reason.NOT_AGREED);
        fire(10, list(2));
        fire(11, list(2));
        fire(12, list(2));
        assertThat(reason("stranger", 4)).isEqualTo(TurnOutlook.Reason.NOT_LISTED);
    }

    @Test
    void aJumpEndsATurnUntilTheNextCycleBegins() {
        MemberList list = list(2);
        fire(8, list);
        assertThat(mine("n0", 4)).isNotNull();
        this.jumps++;
        fire(12, list);
        assertThat(reason("n0", 4)).isEqualTo(TurnOutlook.Reason.NOT_SEEN);
        fire(13, list);
        assertThat(reason("n0", 4)).isEqualTo(TurnOutlook.Reason.NOT_SEEN);
        fire(16, list);
        assertThat(mine("n0", 4).window().cycle()).isEqualTo(16);
    }

    @Test
    void aCycleWhoseFirstBeatWasSleptThroughHasNoTurn() {
        MemberList list = list(2);
        fire(7, list);
        fire(9, list);
        assertThat(reason("n0", 4)).isEqualTo(TurnOutlook.Reason.NOT_SEEN);
        fire(12, list);
        assertThat(mine("n0", 4).window().cycle()).isEqualTo(12);
    }

    @Test
    void aTurnRunsFromItsBeginUpToItsEnd() {
        fire(8, list(2));
        TurnOutlook.Mine mine = mine("n1", 4);
        assertThat(mine.isRunning(1.99)).isFalse();
        assertThat(mine.isRunning(2)).isTrue();
        assertThat(mine.isRunning(3.74)).isTrue();
        assertThat(mine.isRunning(3.75)).isFalse();
    }

    private TurnOutlook.Mine mine(String nodeId, long every) {
        return (TurnOutlook.Mine) this.agreed.turn(nodeId, every);
    }

    private TurnOutlook.Reason reason(String nodeId, long every) {
        return ((TurnOutlook.None) this.agreed.turn(nodeId, every)).reason();
    }

    private BeatState fire(long number, @Nullable MemberList list) {
        BeatState state =
                new BeatState(
                        number,
                        0,
                        2 * Math.PI,
                        number * 1_000_000_000L,
                        number + 1,
                        new FiredBeat(number, 0, number * 1_000_000_000L),
                        this.jumps,
                        true,
                        1,
                        new ListState(number, list, 1, 9, list != null),
                        ListState.NONE,
                        0,
                        0,
                        0,
                        0,
                        List.of());
        this.agreed.look(state);
        return state;
    }

    private static MemberList list(int size) {
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            slots.add(new Slot("n" + i, new Boot(1, i)));
        }
        return MemberList.of(slots);
    }
}
