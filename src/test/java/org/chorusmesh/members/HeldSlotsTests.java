package org.chorusmesh.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chorusmesh.members.MemberState.GONE;
import static org.chorusmesh.members.MemberState.SETTLED;
import static org.chorusmesh.members.MemberState.UNSETTLED;
import static org.chorusmesh.members.TestMembers.MEMBERS_TTL_MILLIS;
import static org.chorusmesh.members.TestMembers.MILLI;
import static org.chorusmesh.members.TestMembers.boot;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldSlotsTests {

    private static final long HOLD_MILLIS = 10_000;

    private final TestMembers it = TestMembers.holding(HOLD_MILLIS);

    private static Slot held(String id) {
        return new Slot(id, null);
    }

    private void hearBoth() {
        this.it.report("a", 5, 1, SETTLED);
        this.it.report("b", 5, 1, SETTLED);
    }

    @Test
    void oneThatFellSilentKeepsItsSlotUntilTheHoldHasPassed() {
        hearBoth();
        this.it.pass(MEMBERS_TTL_MILLIS - 1);
        this.it.report("b", 5, 2, SETTLED);
        this.it.pass(1);
        assertThat(this.it.isPresent("a")).isFalse();
        assertThat(this.it.members.list().slots())
                .containsExactly(held("a"), new Slot("b", boot(5)));
        assertThat(this.it.members.list().present()).containsExactly(new Slot("b", boot(5)));
        this.it.pass(HOLD_MILLIS - 1);
        assertThat(this.it.members.list().slots()).contains(held("a"));
        long changes = this.it.members.changes();
        this.it.pass(1);
        assertThat(this.it.members.list().slots()).doesNotContain(held("a"));
        assertThat(this.it.members.changes()).isGreaterThan(changes);
    }

    @Test
    void oneThatSaidGoodbyeKeepsItsSlotJustAsLong() {
        hearBoth();
        this.it.pass(500);
        this.it.report("a", 5, 2, GONE);
        this.it.pass(MEMBERS_TTL_MILLIS + HOLD_MILLIS - 1);
        assertThat(this.it.members.list().slots()).contains(held("a"));
        this.it.pass(1);
        assertThat(this.it.members.list().slots()).doesNotContain(held("a"));
    }

    @Test
    void anotherGoodbyeHoldsTheSlotAgainAndIsAChange() {
        hearBoth();
        this.it.report("a", 5, 2, GONE);
        this.it.pass(MEMBERS_TTL_MILLIS + HOLD_MILLIS);
        assertThat(this.it.members.list().slots()).doesNotContain(held("a"));
        long changes = this.it.members.changes();
        this.it.report("a", 5, 3, GONE);
        assertThat(this.it.members.list().slots()).contains(held("a"));
        assertThat(this.it.members.changes()).isGreaterThan(changes);
    }

    @Test
    void withoutHoldNoMemberKeepsASlot() {
        TestMembers other = TestMembers.alone();
        other.report("a", 5, 1, SETTLED);
        other.report("a", 5, 2, GONE);
        assertThat(other.members.list().size()).isZero();
        other.report("a", 6, 1, SETTLED);
        other.report("a", 7, 1, UNSETTLED);
        assertThat(other.members.list().size()).isZero();
    }

    @Test
    void aHeldSlotGoesOnCirculatingAsGoneWithItsAge() {
        this.it.report("a", 5, 3, SETTLED);
        long late = MEMBERS_TTL_MILLIS + HOLD_MILLIS - 1;
        this.it.pass(late);
        this.it.pass(0);
        MemberEntry entry = new MemberEntry("a", boot(5), 3, GONE, late);
        assertThat(this.it.members.nextEntries(0, 1)).containsExactly(entry);
        assertThat(this.it.members.nextEntries(0, 1)).containsExactly(entry);

        TestMembers newcomer = TestMembers.holding(HOLD_MILLIS);
        assertThat(newcomer.members.hear(entry, 0)).isTrue();
        assertThat(newcomer.members.list().slots()).containsExactly(held("a"));

        this.it.pass(1);
        newcomer.pass(1);
        assertThat(this.it.members.nextEntries(0, 1)).isEmpty();
        assertThat(newcomer.members.list().size()).isZero();
        assertThat(newcomer.members.nextEntries(0, 1)).isEmpty();
        assertThat(TestMembers.holding(HOLD_MILLIS).entry("a", 5, 3, GONE, late + 1)).isFalse();
    }

    @Test
    void newsOfThePresentHasNoLongerLifeForTheHold() {
        assertThat(this.it.entry("a", 5, 3, SETTLED, MEMBERS_TTL_MILLIS)).isFalse();
        this.it.report("b", 5, 3, SETTLED);
        this.it.sleep(MEMBERS_TTL_MILLIS);
        assertThat(this.it.isPresent("b")).isTrue();
        assertThat(this.it.members.nextEntries(0, 1)).isEmpty();
    }

    @Test
    void oneThatComesBackKeepsItsHeldSlotUntilItSettles() {
        hearBoth();
        this.it.report("a", 5, 2, GONE);
        this.it.report("a", 6, 1, UNSETTLED);
        assertThat(this.it.isPresent("a")).isTrue();
        assertThat(this.it.members.list().slots())
                .containsExactly(held("a"), new Slot("b", boot(5)));
        this.it.report("a", 6, 2, SETTLED);
        assertThat(this.it.members.list().slots())
                .containsExactly(new Slot("a", boot(6)), new Slot("b", boot(5)));
        this.it.report("a", 6, 3, UNSETTLED);
        assertThat(this.it.members.list().slots()).containsExactly(new Slot("b", boot(5)));
    }

    @Test
    void aRestartThatNoMemberSawAbsentKeepsTheSlotToo() {
        hearBoth();
        this.it.pass(2000);
        this.it.report("a", 6, 1, UNSETTLED);
        this.it.report("b", 5, 2, SETTLED);
        assertThat(this.it.members.list().slots())
                .containsExactly(held("a"), new Slot("b", boot(5)));
        // The hold began with the last news of the life before.
        for (int lamport = 2; lamport <= 11; lamport++) {
            this.it.pass(1000);
            this.it.report("a", 6, lamport, UNSETTLED);
        }
        this.it.pass(99);
        assertThat(this.it.members.list().slots()).contains(held("a"));
        this.it.pass(1);
        assertThat(this.it.members.list().slots()).doesNotContain(held("a"));
    }

    @Test
    void oneThatFallsSilentIsPassedOnBeforeTheRest() {
        this.it.report("a", 5, 1, SETTLED);
        for (int i = 10; i < 50; i++) {
            this.it.report("n" + i, 5, 1, SETTLED);
        }
        List<String> first = new ArrayList<>();
        for (int report = 0; report < 3; report++) {
            this.it.members.nextEntries(0, 1).forEach((entry) -> first.add(entry.nodeId()));
        }
        assertThat(first).startsWith("a", "n10").hasSize(48);
        this.it.pass(2000);
        for (int i = 10; i < 50; i++) {
            this.it.report("n" + i, 5, 2, SETTLED);
        }
        this.it.pass(400);
        assertThat(this.it.isPresent("a")).isFalse();
        assertThat(this.it.members.nextEntries(0, 1).get(0).nodeId()).isEqualTo("a");
    }

    @Test
    void oneThatNeverSettlesAgainLosesItsSlotWhenTheHoldHasPassed() {
        this.it.report("a", 5, 2, GONE);
        for (int lamport = 1; lamport <= 12; lamport++) {
            this.it.pass(1000);
            this.it.report("a", 6, lamport, UNSETTLED);
        }
        assertThat(this.it.members.list().slots()).containsExactly(held("a"));
        this.it.pass(99);
        assertThat(this.it.members.list().slots()).containsExactly(held("a"));
        this.it.pass(1);
        assertThat(this.it.members.list().size()).isZero();
        assertThat(this.it.isPresent("a")).isTrue();
    }

    @Test
    void oneThatWasNeverAwayHasNoHeldSlot() {
        this.it.report("a", 5, 1, UNSETTLED);
        this.it.report("b", 5, 1, SETTLED);
        this.it.report("b", 5, 2, UNSETTLED);
        assertThat(this.it.members.list().size()).isZero();
    }

    @Test
    void aTombstoneOutlivesTheHold() {
        this.it.report("a", 5, 2, GONE);
        this.it.pass(2 * MEMBERS_TTL_MILLIS + HOLD_MILLIS - 1);
        this.it.pass(0);
        assertThat(this.it.knows("a")).isTrue();
        this.it.pass(1);
        assertThat(this.it.knows("a")).isFalse();
    }

    @Test
    void theViewSaysWhoIsHeld() {
        this.it.report("a", 5, 2, GONE);
        assertThat(this.it.view("a")).isEqualTo(new MemberView("a", boot(5), GONE, 0, 0, true));
        this.it.pass(MEMBERS_TTL_MILLIS + HOLD_MILLIS);
        assertThat(this.it.view("a").held()).isFalse();
        assertThat(this.it.view("a").silenceNanos())
                .isEqualTo((MEMBERS_TTL_MILLIS + HOLD_MILLIS) * MILLI);
    }
}
