package org.chorusmesh.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chorusmesh.members.MemberState.GONE;
import static org.chorusmesh.members.MemberState.SETTLED;
import static org.chorusmesh.members.MemberState.UNSETTLED;
import static org.chorusmesh.members.TestMembers.MEMBERS_TTL_MILLIS;
import static org.chorusmesh.members.TestMembers.MILLI;
import static org.chorusmesh.members.TestMembers.boot;

import org.junit.jupiter.api.Test;

/** Members that this node hears itself. */
class MembersTests {

    private final TestMembers it = TestMembers.alone();

    private long silenceMillis(String id) {
        return this.it.view(id).silenceNanos() / MILLI;
    }

    @Test
    void aNodeAloneIsItsOnlyMember() {
        assertThat(this.it.members.presentCount()).isEqualTo(1);
        assertThat(this.it.members.list().size()).isZero();
        this.it.members.self(SETTLED);
        assertThat(this.it.members.list().slots()).containsExactly(new Slot("me", boot(1)));
        assertThat(this.it.members.list().isOnly("me")).isTrue();
        assertThat(this.it.members.nextEntries(0, 1)).isEmpty();
    }

    @Test
    void theListIsOfThoseWhoArePresentAndSettled() {
        this.it.report("c", 5, 1, SETTLED);
        this.it.report("a", 6, 1, UNSETTLED);
        this.it.report("b", 7, 1, SETTLED);
        assertThat(this.it.members.list().slots())
                .containsExactly(new Slot("b", boot(7)), new Slot("c", boot(5)));
        this.it.report("a", 6, 2, SETTLED);
        this.it.report("b", 7, 2, UNSETTLED);
        assertThat(this.it.members.list().slots())
                .containsExactly(new Slot("a", boot(6)), new Slot("c", boot(5)));
        assertThat(this.it.members.presentCount()).isEqualTo(4);
    }

    @Test
    void silenceGrowsByWakingTimeAndAgeByTrueTime() {
        this.it.report("a", 5, 1, SETTLED);
        this.it.pass(300);
        this.it.sleep(60_000);
        MemberView view = this.it.view("a");
        assertThat(view.silenceNanos()).isEqualTo(300 * MILLI);
        assertThat(view.ageNanos()).isEqualTo(60_300 * MILLI);
        assertThat(view.isPresent()).isTrue();
    }

    @Test
    void aMemberIsAbsentAtTheMembersTtlAndNotBefore() {
        this.it.members.self(SETTLED);
        this.it.report("a", 5, 1, SETTLED);
        assertThat(this.it.members.membersTtlNanos()).isEqualTo(MEMBERS_TTL_MILLIS * MILLI);
        this.it.pass(MEMBERS_TTL_MILLIS - 1);
        assertThat(this.it.isPresent("a")).isTrue();
        this.it.pass(1);
        assertThat(this.it.isPresent("a")).isFalse();
        assertThat(this.it.members.presentCount()).isEqualTo(1);
        assertThat(this.it.members.list().isOnly("me")).isTrue();
    }

    @Test
    void everyReportBeginsTheSilenceAfresh() {
        for (int lamport = 1; lamport <= 5; lamport++) {
            this.it.report("a", 5, lamport, SETTLED);
            this.it.pass(MEMBERS_TTL_MILLIS - 1);
            assertThat(this.it.isPresent("a")).isTrue();
        }
        this.it.pass(1);
        assertThat(this.it.isPresent("a")).isFalse();
    }

    @Test
    void moreMembersHaveMoreTime() {
        for (int i = 0; i < 15; i++) {
            this.it.report("n" + i, 5, 1, SETTLED);
        }
        this.it.pass(0);
        assertThat(this.it.members.membersTtlNanos()).isEqualTo(2100 * MILLI);
        this.it.report("n15", 5, 1, SETTLED);
        this.it.pass(0);
        assertThat(this.it.members.membersTtlNanos()).isEqualTo(2200 * MILLI);
        this.it.pass(2199);
        assertThat(this.it.members.presentCount()).isEqualTo(17);
        this.it.pass(1);
        assertThat(this.it.members.presentCount()).isEqualTo(1);
    }

    @Test
    void aShorterTtlMakesAMemberAbsentAtOnce() {
        this.it.report("a", 5, 1, SETTLED);
        this.it.pass(1000);
        this.it.members.age(0, 0, 400 * MILLI, 50 * MILLI);
        assertThat(this.it.isPresent("a")).isFalse();
    }

    @Test
    void aReportThatHadQueuedIsOldNews() {
        this.it.queued("a", 5, 1, SETTLED, 700);
        assertThat(silenceMillis("a")).isEqualTo(700);
        this.it.report("a", 5, 2, SETTLED);
        this.it.queued("a", 5, 3, SETTLED, 400);
        assertThat(silenceMillis("a")).isZero();
    }

    @Test
    void aReportThatAStalledConnectionDeliversTooLateBringsNoMemberBack() {
        assertThat(this.it.queued("a", 5, 1, SETTLED, MEMBERS_TTL_MILLIS)).isFalse();
        assertThat(this.it.knows("a")).isFalse();
        this.it.report("b", 5, 1, SETTLED);
        assertThat(this.it.queued("b", 6, 1, SETTLED, MEMBERS_TTL_MILLIS)).isFalse();
        assertThat(this.it.queued("b", 5, 2, GONE, MEMBERS_TTL_MILLIS)).isTrue();
        assertThat(this.it.isPresent("b")).isFalse();
    }

    @Test
    void aGoodbyeEndsAMemberAtOnceAndOlderReportsDoNotBringItBack() {
        this.it.report("a", 5, 1, SETTLED);
        assertThat(this.it.report("a", 5, 3, GONE)).isTrue();
        assertThat(this.it.isPresent("a")).isFalse();
        assertThat(this.it.report("a", 5, 2, SETTLED)).isFalse();
        this.it.pass(1500);
        assertThat(this.it.queued("a", 5, 2, SETTLED, 0)).isFalse();
        assertThat(this.it.isPresent("a")).isFalse();
        assertThat(this.it.members.presentCount()).isEqualTo(1);
    }

    @Test
    void aRestartTakesThePlaceOfItsLastLife() {
        this.it.report("a", 5, 900, SETTLED);
        assertThat(this.it.report("a", 6, 1, SETTLED)).isTrue();
        assertThat(this.it.view("a").boot()).isEqualTo(boot(6));
        assertThat(this.it.report("a", 5, 901, SETTLED)).isFalse();
        assertThat(this.it.view("a").boot()).isEqualTo(boot(6));
        assertThat(this.it.members.presentCount()).isEqualTo(2);
    }

    @Test
    void aRestartBringsAnAbsentMemberBack() {
        this.it.report("a", 5, 900, GONE);
        assertThat(this.it.report("a", 6, 1, SETTLED)).isTrue();
        assertThat(this.it.isPresent("a")).isTrue();
        assertThat(this.it.members.presentCount()).isEqualTo(2);
    }

    @Test
    void aRepeatedReportChangesNothing() {
        this.it.report("a", 5, 7, SETTLED);
        this.it.pass(500);
        assertThat(this.it.report("a", 5, 7, UNSETTLED)).isFalse();
        assertThat(this.it.view("a").state()).isEqualTo(SETTLED);
        assertThat(silenceMillis("a")).isEqualTo(500);
    }

    @Test
    void aSmallerBootDisplacesOneWithoutNewsForLong() {
        this.it.report("a", 9, 1, SETTLED);
        this.it.pass(999);
        assertThat(this.it.report("a", 5, 70, SETTLED)).isFalse();
        this.it.pass(1);
        assertThat(this.it.report("a", 5, 71, SETTLED)).isTrue();
        assertThat(this.it.view("a").boot()).isEqualTo(boot(5));
    }

    @Test
    void aSlowMemberIsDisplacedOnlyAfterFivePeriods() {
        this.it.report("a", 9, 1, SETTLED);
        this.it.pass(1499);
        assertThat(this.it.members.hear("a", boot(5), 70, SETTLED, 0, 300 * MILLI, false))
                .isFalse();
        this.it.pass(1);
        assertThat(this.it.members.hear("a", boot(5), 71, SETTLED, 0, 300 * MILLI, false)).isTrue();
    }

    @Test
    void aSmallerBootWhoseReportsHadQueuedForLongDisplacesNothing() {
        // The known boot is a restart, heard of sooner than the last reports of the life before.
        this.it.entry("a", 9, 1, SETTLED, 0);
        this.it.pass(1200);
        assertThat(this.it.queued("a", 5, 70, SETTLED, 1500)).isFalse();
        assertThat(this.it.view("a").boot()).isEqualTo(boot(9));
    }

    @Test
    void aTakeoverDisplacesAtOnceAndMaySetTheLamportTimeBack() {
        this.it.report("a", 9, 1, SETTLED);
        assertThat(this.it.takeover("a", 5, 70)).isTrue();
        assertThat(this.it.view("a").boot()).isEqualTo(boot(5));
        assertThat(this.it.takeover("a", 5, 20)).isTrue();
        assertThat(this.it.report("a", 5, 21, SETTLED)).isTrue();
        long wideJump = (1L << 32) + 22;
        assertThat(this.it.report("a", 5, wideJump, SETTLED)).isFalse();
        assertThat(this.it.takeover("a", 5, wideJump)).isTrue();
    }

    @Test
    void entriesOfADisplacedBootAreRefusedForTwoMembersTtl() {
        this.it.report("a", 9, 1, SETTLED);
        this.it.takeover("a", 5, 70);
        assertThat(this.it.entry("a", 9, 2, SETTLED, 0)).isFalse();
        this.it.pass(MEMBERS_TTL_MILLIS);
        this.it.pass(MEMBERS_TTL_MILLIS - 1);
        assertThat(this.it.entry("a", 9, 3, SETTLED, 0)).isFalse();
        this.it.pass(1);
        assertThat(this.it.entry("a", 9, 4, SETTLED, 0)).isTrue();
    }

    @Test
    void aReportOfADisplacedBootLiftsTheRefusalOfItsEntries() {
        this.it.report("a", 9, 1, SETTLED);
        this.it.takeover("a", 5, 70);
        assertThat(this.it.report("a", 9, 2, SETTLED)).isTrue();
        assertThat(this.it.entry("a", 9, 3, SETTLED, 0)).isTrue();
        assertThat(this.it.view("a").boot()).isEqualTo(boot(9));
    }

    @Test
    void aTombstoneIsForgottenAfterTwoMembersTtl() {
        this.it.report("a", 5, 1, GONE);
        this.it.pass(2 * MEMBERS_TTL_MILLIS - 1);
        assertThat(this.it.knows("a")).isTrue();
        assertThat(this.it.report("a", 5, 1, SETTLED)).isFalse();
        this.it.pass(1);
        assertThat(this.it.knows("a")).isFalse();
        assertThat(this.it.members.nextEntries(0, 1)).isEmpty();
    }

    @Test
    void aNodeHearsNothingOfItself() {
        assertThat(this.it.report("me", 99, 1, GONE)).isFalse();
        assertThat(this.it.entry("me", 99, 1, GONE, 0)).isFalse();
        assertThat(this.it.view("me"))
                .isEqualTo(new MemberView("me", boot(1), UNSETTLED, 0, 0, false));
        assertThat(this.it.members.views()).hasSize(1);
    }

    @Test
    void aFullTableRefusesUnknownIdsAndCountsThem() {
        for (int i = 0; i < Members.MAX_IDS; i++) {
            this.it.entry("n" + i, 5, 1, (i % 2 == 0) ? SETTLED : GONE, 0);
        }
        assertThat(this.it.members.refusedFull()).isZero();
        assertThat(this.it.report("late", 5, 1, SETTLED)).isFalse();
        assertThat(this.it.entry("late", 5, 1, SETTLED, 0)).isFalse();
        assertThat(this.it.members.refusedFull()).isEqualTo(2);
        assertThat(this.it.report("n1", 5, 2, SETTLED)).isTrue();
        assertThat(this.it.members.views()).hasSize(Members.MAX_IDS + 1);
    }

    @Test
    void changesGrowWithStatesAndBootsAndNotWithEveryReport() {
        long before = this.it.members.changes();
        this.it.report("a", 5, 1, UNSETTLED);
        assertThat(this.it.members.changes()).isEqualTo(before + 1);
        this.it.report("a", 5, 2, UNSETTLED);
        assertThat(this.it.members.changes()).isEqualTo(before + 1);
        this.it.report("a", 5, 3, SETTLED);
        this.it.report("a", 6, 1, SETTLED);
        this.it.members.self(SETTLED);
        this.it.members.self(SETTLED);
        assertThat(this.it.members.changes()).isEqualTo(before + 4);
        this.it.pass(MEMBERS_TTL_MILLIS);
        assertThat(this.it.members.changes()).isEqualTo(before + 5);
    }

    @Test
    void theGuardCountsThoseOfAListWithNewsYoungerThanOneTtl() {
        this.it.members.self(SETTLED);
        this.it.report("a", 5, 1, SETTLED);
        this.it.report("b", 5, 1, SETTLED);
        this.it.report("c", 5, 1, SETTLED);
        MemberList frozen = this.it.members.list();
        assertThat(this.it.members.newsWithin(frozen, TestMembers.TTL)).isEqualTo(4);
        this.it.pass(999);
        this.it.report("b", 5, 2, SETTLED);
        this.it.pass(1);
        assertThat(this.it.members.newsWithin(frozen, TestMembers.TTL)).isEqualTo(2);
        this.it.report("a", 6, 1, SETTLED);
        this.it.report("b", 5, 3, GONE);
        assertThat(this.it.members.newsWithin(frozen, TestMembers.TTL)).isEqualTo(1);
    }

    @Test
    void afterASleepTheGuardTakesNoNewsForYoung() {
        this.it.members.self(SETTLED);
        this.it.report("a", 5, 1, SETTLED);
        this.it.sleep(60_000);
        assertThat(this.it.members.newsWithin(this.it.members.list(), TestMembers.TTL))
                .isEqualTo(1);
    }
}
