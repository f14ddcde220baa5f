package org.chorusmesh.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.beat.ListState;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.Slot;
import org.junit.jupiter.api.Test;

/** Every invariant of turns, broken on purpose. */
class TurnCheckTests extends BeatChecksFixture {

    private TurnCheck turns(List<Act> acts) {
        return new TurnCheck(0, 4, this.hearing, owners(true, false), TTL, breaches(), acts::add);
    }

    /** The beats of a node that agrees on a list that is not the others'. */
    private static BeatState agreeing(BeatState like, long number, double turn, MemberList list) {
        ListState state = new ListState(number, list, 1, 9, true);
        return new BeatState(
                number,
                turn,
                like.rate(),
                like.atNanos(),
                number + 1,
                null,
                like.jumps(),
                true,
                1,
                state,
                ListState.NONE,
                2,
                2,
                0,
                0,
                List.of());
    }

    private void turn(TurnCheck check, Life life, double turn, MemberList list) {
        BeatState state = agreeing(life.node().beat(), 400, turn, list);
        FiredBeat fired = (turn == 0) ? new FiredBeat(400, 0, state.atNanos()) : null;
        check.stepped(life, state, fired, now());
    }

    private MemberList list(int... nodes) {
        List<Slot> slots = new ArrayList<>();
        for (int node : nodes) {
            slots.add(new Slot(life(node).nodeId(), life(node).boot()));
        }
        return MemberList.of(slots);
    }

    @Test
    void turnsThatOverlapAreSeen() {
        begin();
        TurnCheck check = turns(new ArrayList<>());
        turn(check, life(0), 0, list(0, 1));
        turn(check, life(1), 0, list(0, 1));
        turn(check, life(0), 0.1, list(0, 1));
        assertThat(this.breaches).isEmpty();
        turn(check, life(2), 0, list(2));
        assertThat(this.breaches).isNotEmpty();
        assertThat(this.breaches.get(0).invariant()).isEqualTo(Invariant.NO_OVERLAP);
    }

    @Test
    void aTurnThatIsOverIsKeptWithItsSlot() {
        begin();
        List<Act> acts = new ArrayList<>();
        TurnCheck check = turns(acts);
        turn(check, life(0), 0, list(0, 1));
        assertThat(check.turns()).isOne();
        check.end(now());
        assertThat(acts).singleElement();
        assertThat(acts.get(0).slot()).isZero();
        assertThat(acts.get(0).of()).isEqualTo(2);
        assertThat(acts.get(0).number()).isEqualTo(400);
    }
}
