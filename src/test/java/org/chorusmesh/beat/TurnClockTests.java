package org.chorusmesh.beat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.Slot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TurnClockTests {

    private static final double W = 2 * Math.PI;

    private long jumps;

    private static MemberList list(int size) {
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            slots.add(new Slot("n" + i, new Boot(1, i)));
        }
        return MemberList.of(slots);
    }

    private BeatState at(double beats, @Nullable MemberList list) {
        long number = (long) Math.floor(beats);
        ListState state = new ListState(number, list, 1, 9, list != null);
        return new BeatState(
                number,
                (beats - number) * W,
                W,
                (long) (beats * 1e9),
                number + 1,
                null,
                this.jumps,
                true,
                1,
                state,
                ListState.NONE,
                0,
                0,
                0,
                0,
                List.of());
    }

    private static FiredBeat fired(long number) {
        return new FiredBeat(number, 0, number * 1_000_000_000L);
    }

    @Test
    void eachSlotIsAnEqualPartOfTheCycleLessTheGuard() {
        TurnClock clock = new TurnClock("n2", 60, 0.25);
        clock.look(at(119.9, list(5)), fired(119));
        assertThat(clock.turn()).isNull();
        clock.look(at(120, list(5)), fired(120));
        assertThat(clock.turn()).isEqualTo(new TurnWindow(120, 2, 5, 24, 35.75));
        assertThat(clock.running(at(143.9, null))).isNull();
        assertThat(clock.running(at(144, null))).isNotNull();
        clock.look(at(155.7, null), fired(155));
        assertThat(clock.running(at(155.7, null))).isNotNull();
        clock.look(at(155.75, null), null);
        assertThat(clock.turn()).isNull();
    }

    @Test
    void theGuardIsHalfOfAShortSlotAtMost() {
        assertThat(TurnWindow.of(0, 2, 3, 8, 0.25).ends()).isEqualTo(0.875);
    }

    @Test
    void withoutAgreementAtTheCyclesFirstBeatThereIsNoTurn() {
        TurnClock clock = new TurnClock("n0", 4, 0.25);
        clock.look(at(8, null), fired(8));
        assertThat(clock.turn()).isNull();
        clock.look(at(9, list(2)), fired(9));
        assertThat(clock.turn()).isNull();
    }

    @Test
    void whoIsNotOnTheListHasNoTurn() {
        TurnClock clock = new TurnClock("x", 4, 0.25);
        clock.look(at(8, list(2)), fired(8));
        assertThat(clock.turn()).isNull();
    }

    @Test
    void aCycleWhoseFirstBeatWasMissedHasNoTurn() {
        TurnClock clock = new TurnClock("n0", 4, 0.25);
        clock.look(at(9, list(1)), fired(9));
        assertThat(clock.turn()).isNull();
    }

    @Test
    void aJumpEndsATurn() {
        TurnClock clock = new TurnClock("n0", 4, 0.25);
        clock.look(at(8, list(1)), fired(8));
        assertThat(clock.running(at(8, null))).isNotNull();
        this.jumps++;
        clock.look(at(9, list(1)), null);
        assertThat(clock.turn()).isNull();
    }

    @Test
    void aCycleThatIsReachedByAJumpHasNoTurn() {
        TurnClock clock = new TurnClock("n0", 4, 0.25);
        this.jumps++;
        clock.look(at(8, list(1)), fired(8));
        assertThat(clock.turn()).isNull();
        clock.look(at(12, list(1)), fired(12));
        assertThat(clock.turn()).isNotNull();
    }

    @Test
    void fencesGrowFromSlotToSlot() {
        for (int[] cycle : new int[][] {{60, 7}, {2, 9}, {1, 3}, {7, 7}}) {
            long last = -1;
            for (long begin = 0; begin < 3L * cycle[0]; begin += cycle[0]) {
                for (int slot = 0; slot < cycle[1]; slot++) {
                    long fence = TurnWindow.of(begin, cycle[0], slot, cycle[1], 0).fence(cycle[0]);
                    assertThat(fence).isGreaterThan(last);
                    last = fence;
                }
            }
        }
    }

    @Test
    void aFenceHoldsTheBeatAndTheSlotWithinIt() {
        assertThat(TurnWindow.of(60, 60, 2, 5, 0).fence(60)).isEqualTo(84L << 16);
        assertThat(TurnWindow.of(60, 1, 2, 5, 0).fence(1)).isEqualTo((60L << 16) + 2);
        assertThat(Fence.token(BeatReport.MAX_NUMBER, 70_000)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void eachMemberOwnsInRotation() {
        assertThat(Rotation.owner(list(3), 8, 4)).isEqualTo("n2");
        assertThat(Rotation.owner(list(3), 9, 4)).isEqualTo("n2");
        assertThat(Rotation.owner(list(3), 12, 4)).isEqualTo("n0");
    }
}
