package org.chorusmesh.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chorusmesh.members.MemberState.GONE;
import static org.chorusmesh.members.MemberState.SETTLED;
import static org.chorusmesh.members.MemberState.UNSETTLED;
import static org.chorusmesh.members.TestMembers.MEMBERS_TTL_MILLIS;
import static org.chorusmesh.members.TestMembers.MILLI;
import static org.chorusmesh.members.TestMembers.boot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Members that this node hears of, and those whose news it passes on. */
class MemberEntriesTests {

    private static final long MAX_JUMP = 1L << 32;

    private final TestMembers it = TestMembers.alone();

    private List<String> nextIds() {
        return this.it.members.nextEntries(0, 1).stream().map(MemberEntry::nodeId).toList();
    }

    @Test
    void anEntryMakesAMemberPresentWithTheAgeThatItCarries() {
        assertThat(this.it.entry("a", 5, 1, SETTLED, 800)).isTrue();
        assertThat(this.it.view("a"))
                .isEqualTo(new MemberView("a", boot(5), SETTLED, 800 * MILLI, 800 * MILLI, false));
        this.it.pass(MEMBERS_TTL_MILLIS - 801);
        assertThat(this.it.isPresent("a")).isTrue();
        this.it.pass(1);
        assertThat(this.it.isPresent("a")).isFalse();
    }

    @Test
    void anEntryAsOldAsTheMembersTtlIsNoNews() {
        assertThat(this.it.entry("a", 5, 1, SETTLED, MEMBERS_TTL_MILLIS)).isFalse();
        assertThat(this.it.entry("b", 5, 1, GONE, MEMBERS_TTL_MILLIS)).isFalse();
        assertThat(this.it.entry("c", 5, 1, SETTLED, Long.MAX_VALUE)).isFalse();
        assertThat(this.it.entry("d", 5, 1, SETTLED, -1)).isFalse();
        assertThat(this.it.members.views()).hasSize(1);
        assertThat(this.it.entry("a", 5, 1, SETTLED, MEMBERS_TTL_MILLIS - 1)).isTrue();
    }

    @Test
    void anEntryIsAsMuchOlderAsItsReportHadQueued() {
        MemberEntry entry = new MemberEntry("a", boot(5), 1, SETTLED, 600);
        assertThat(this.it.members.hear(entry, 1500 * MILLI)).isFalse();
        assertThat(this.it.members.hear(entry, 10_000 * MILLI)).isFalse();
        assertThat(this.it.members.hear(entry, 1499 * MILLI)).isTrue();
        assertThat(this.it.view("a").ageNanos()).isEqualTo(2099 * MILLI);
    }

    @Test
    void anEntryIsNewsOnlyIfItIsNewer() {
        this.it.entry("a", 5, 10, SETTLED, 0);
        this.it.pass(100);
        assertThat(this.it.entry("a", 5, 10, GONE, 0)).isFalse();
        assertThat(this.it.entry("a", 5, 9, GONE, 0)).isFalse();
        assertThat(this.it.entry("a", 4, 99, GONE, 0)).isFalse();
        assertThat(this.it.entry("a", 5, 10 + MAX_JUMP + 1, GONE, 0)).isFalse();
        assertThat(this.it.view("a").silenceNanos()).isEqualTo(100 * MILLI);
        assertThat(this.it.view("a").state()).isEqualTo(SETTLED);
        assertThat(this.it.entry("a", 5, 10 + MAX_JUMP, UNSETTLED, 0)).isTrue();
        assertThat(this.it.entry("a", 6, 1, SETTLED, 50)).isTrue();
        assertThat(this.it.view("a").boot()).isEqualTo(boot(6));
    }

    @Test
    void newerNewsNeverMakesASilenceLongerButForAnotherBoot() {
        this.it.entry("a", 5, 10, SETTLED, 100);
        this.it.entry("a", 5, 11, SETTLED, 700);
        assertThat(this.it.view("a").silenceNanos()).isEqualTo(100 * MILLI);
        this.it.entry("a", 5, 12, SETTLED, 30);
        assertThat(this.it.view("a").silenceNanos()).isEqualTo(30 * MILLI);
        this.it.entry("a", 6, 1, SETTLED, 700);
        assertThat(this.it.view("a").silenceNanos()).isEqualTo(700 * MILLI);
    }

    @Test
    void anEntryDoesNotDisplaceABootHoweverSilent() {
        this.it.report("a", 9, 1, SETTLED);
        this.it.pass(2000);
        assertThat(this.it.entry("a", 5, 1, SETTLED, 0)).isFalse();
    }

    @Test
    void aGoodbyeInAnEntryEndsAMemberAndLaysATombstoneOfAnUnknownOne() {
        this.it.report("a", 5, 1, SETTLED);
        assertThat(this.it.entry("a", 5, 2, GONE, 20)).isTrue();
        assertThat(this.it.entry("b", 5, 2, GONE, 20)).isTrue();
        assertThat(this.it.members.presentCount()).isEqualTo(1);
        for (String id : List.of("a", "b")) {
            assertThat(this.it.isPresent(id)).isFalse();
            assertThat(this.it.entry(id, 5, 1, SETTLED, 0)).isFalse();
            assertThat(this.it.entry(id, 5, 2, SETTLED, 0)).isFalse();
            assertThat(this.it.entry(id, 5, 3, SETTLED, 0)).isTrue();
        }
        assertThat(this.it.members.presentCount()).isEqualTo(3);
    }

    @Test
    void aMemberThatIsNoPeerAnyMoreStaysPresentWhileOthersHearIt() {
        this.it.report("a", 5, 1, SETTLED);
        for (int lamport = 2; lamport < 100; lamport++) {
            this.it.pass(200);
            assertThat(this.it.entry("a", 5, lamport, SETTLED, 150)).isTrue();
        }
        assertThat(this.it.isPresent("a")).isTrue();
    }

    @Test
    void anEntryThatIsPassedOnCarriesTheTrueAgeRoundedUp() {
        this.it.report("a", 5, 7, SETTLED);
        this.it.pass(40);
        this.it.sleep(300);
        this.it.members.age(1, 0, TestMembers.TTL, TestMembers.PERIOD);
        assertThat(this.it.members.nextEntries(0, 1))
                .containsExactly(new MemberEntry("a", boot(5), 7, SETTLED, 341));
    }

    @Test
    void newsFromBeforeALongSleepIsNotPassedOnAndIsAgainOnceItIsFresh() {
        this.it.report("a", 5, 7, SETTLED);
        this.it.sleep(MEMBERS_TTL_MILLIS - 1);
        assertThat(nextIds()).containsExactly("a");
        this.it.sleep(1);
        assertThat(nextIds()).isEmpty();
        this.it.report("a", 5, 8, SETTLED);
        assertThat(nextIds()).containsExactly("a");
    }

    @Test
    void aGoodbyeIsPassedOnUntilItIsOld() {
        this.it.report("a", 5, 7, SETTLED);
        this.it.report("a", 5, 8, GONE);
        this.it.pass(MEMBERS_TTL_MILLIS - 1);
        assertThat(this.it.members.nextEntries(0, 1))
                .containsExactly(new MemberEntry("a", boot(5), 8, GONE, MEMBERS_TTL_MILLIS - 1));
        this.it.pass(1);
        assertThat(this.it.members.nextEntries(0, 1)).isEmpty();
    }

    @Test
    void oneThatFellSilentIsNotPassedOn() {
        this.it.report("a", 5, 7, SETTLED);
        this.it.pass(MEMBERS_TTL_MILLIS);
        assertThat(this.it.knows("a")).isTrue();
        assertThat(this.it.members.nextEntries(0, 1)).isEmpty();
    }

    @Test
    void aReportPassesOnSixteenAndEachInTurn() {
        for (int i = 10; i < 50; i++) {
            this.it.report("n" + i, 5, 1, SETTLED);
        }
        Map<String, Integer> passedOn = new HashMap<>();
        for (int report = 0; report < 5; report++) {
            List<String> ids = nextIds();
            assertThat(ids).hasSize(16).doesNotHaveDuplicates();
            ids.forEach((id) -> passedOn.merge(id, 1, Integer::sum));
        }
        assertThat(passedOn).hasSize(40);
        assertThat(passedOn.values()).containsOnly(2);
    }

    @Test
    void thoseWhoChangedAreFirstAndOnce() {
        for (int i = 10; i < 50; i++) {
            this.it.report("n" + i, 5, 1, SETTLED);
        }
        List<String> first = new ArrayList<>();
        first.addAll(nextIds());
        first.addAll(nextIds());
        first.addAll(nextIds());
        assertThat(first.subList(0, 40)).doesNotHaveDuplicates();
        assertThat(first.subList(40, 48)).isEqualTo(first.subList(0, 8));
        this.it.report("n15", 6, 1, SETTLED);
        this.it.report("n13", 5, 2, UNSETTLED);
        this.it.report("n20", 5, 2, SETTLED);
        this.it.report("new", 5, 1, UNSETTLED);
        assertThat(nextIds()).startsWith("n15", "n13", "new", "n18", "n19", "n20").hasSize(16);
        assertThat(nextIds()).startsWith("n31", "n32").hasSize(16);
    }

    @Test
    void noMemberIsTwiceInOneReport() {
        this.it.report("a", 5, 1, SETTLED);
        this.it.report("a", 5, 2, SETTLED);
        assertThat(nextIds()).containsExactly("a");
        this.it.report("a", 5, 3, UNSETTLED);
        assertThat(nextIds()).containsExactly("a");
    }

    @Test
    void thoseWhoChangedSinceGoBeforeTheRestEvenIfTheyWerePassedOnJustNow() {
        for (int i = 10; i < 50; i++) {
            this.it.report("n" + i, 5, 1, SETTLED);
        }
        nextIds();
        this.it.report("n10", 5, 2, GONE);
        // Twenty-four were never passed on yet, and wait before it.
        assertThat(nextIds()).startsWith("n26").doesNotContain("n10");
        assertThat(nextIds()).startsWith("n42").contains("n10");
    }

    @Test
    void aReportThatComesLaterHasTheEntriesOfAllThePeriodsSince() {
        for (int i = 0; i < 300; i++) {
            this.it.entry("m" + i, 5, 1, SETTLED, 0);
        }
        assertThat(this.it.members.nextEntries(0, 1)).hasSize(16);
        assertThat(this.it.members.nextEntries(0, 3)).hasSize(48);
        assertThat(this.it.members.hasNews()).isTrue();
        assertThat(this.it.members.nextEntries(0, 100)).hasSize(128);
        assertThat(this.it.members.nextEntries(0, 8)).hasSize(128);
        assertThat(this.it.members.hasNews()).isFalse();
    }
}
