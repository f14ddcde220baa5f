package org.chorusmesh.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chorusmesh.members.MemberState.GONE;
import static org.chorusmesh.members.MemberState.SETTLED;
import static org.chorusmesh.members.TestMembers.boot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chorusmesh.causality.Boot;
import org.junit.jupiter.api.Test;

/** How often a node passes on members that have not changed. */
class PassedOnEntriesTests {

    private static final int HEARD = 16;
    private static final int OTHERS = 84;

    /** Eight times a TTL of twenty periods. */
    private static final int FIRST_HAND = 7;

    /** Twice a TTL. */
    private static final int SECOND_HAND = 9;

    private static final MemberRules OVERLAY = new MemberRules(0, 0, 16);

    /** A node that has passed on everybody once. */
    private static TestMembers node(MemberRules rules, Boot own, int heard, int others) {
        TestMembers node = TestMembers.withRules(rules, own);
        for (int i = 0; i < heard; i++) {
            node.report("heard-" + i, 5, 1, SETTLED);
        }
        for (int i = 0; i < others; i++) {
            node.entry("other-" + i, 5, 1, SETTLED, 0);
        }
        while (node.members.hasNews()) {
            node.members.nextEntries(heard, 1);
        }
        return node;
    }

    private static List<String> next(TestMembers node, int heard, int periods) {
        return node.members.nextEntries(heard, periods).stream().map(MemberEntry::nodeId).toList();
    }

    private static Map<String, Integer> passedOn(TestMembers node, int heard, int reports) {
        Map<String, Integer> times = new HashMap<>();
        for (int i = 0; i < reports; i++) {
            next(node, heard, 1).forEach((id) -> times.merge(id, 1, Integer::sum));
        }
        return times;
    }

    @Test
    void onAnOverlayThoseHeardHereGoFirstAndMoreOften() {
        TestMembers node = node(OVERLAY, boot(1), HEARD, OTHERS);
        List<String> ids = next(node, HEARD, 1);
        assertThat(ids).hasSize(FIRST_HAND + SECOND_HAND).doesNotHaveDuplicates();
        assertThat(ids.subList(0, FIRST_HAND)).allMatch((id) -> id.startsWith("heard-"));
        assertThat(ids.subList(FIRST_HAND, ids.size())).allMatch((id) -> id.startsWith("other-"));
        Map<String, Integer> times = passedOn(node, HEARD, 16 * OTHERS);
        assertThat(times).hasSize(HEARD + OTHERS);
        times.forEach(
                (id, count) ->
                        assertThat(count)
                                .as(id)
                                .isEqualTo(
                                        id.startsWith("heard-")
                                                ? FIRST_HAND * OTHERS
                                                : SECOND_HAND * 16));
    }

    @Test
    void aReportThatComesLaterHasThoseOfAllThePeriodsSince() {
        TestMembers node = node(OVERLAY, boot(1), HEARD, OTHERS);
        List<String> ids = next(node, HEARD, 4);
        assertThat(ids).hasSize(HEARD + 4 * SECOND_HAND).doesNotHaveDuplicates();
        assertThat(next(node, HEARD, 8)).hasSize(HEARD + 8 * SECOND_HAND);
        assertThat(next(node, HEARD, 100)).hasSize(HEARD + OTHERS).doesNotHaveDuplicates();
    }

    @Test
    void ofTheOthersEachNodeHasAnOrderOfItsOwn() {
        List<String> first = next(node(OVERLAY, new Boot(1, 1), HEARD, OTHERS), HEARD, 1);
        List<String> again = next(node(OVERLAY, new Boot(1, 1), HEARD, OTHERS), HEARD, 1);
        List<String> second = next(node(OVERLAY, new Boot(1, 2), HEARD, OTHERS), HEARD, 1);
        assertThat(again).isEqualTo(first);
        assertThat(second.subList(FIRST_HAND, second.size()))
                .doesNotContainSequence(first.subList(FIRST_HAND, first.size()));
    }

    @Test
    void whoIsNoLongerHeardHereWaitsWithTheOthers() {
        TestMembers node = node(OVERLAY, boot(1), HEARD, OTHERS);
        node.entry("heard-3", 5, 2, SETTLED, 0);
        int others = OTHERS + 1;
        // It is passed on once more from its old place.
        passedOn(node, HEARD - 1, 3);
        Map<String, Integer> times = passedOn(node, HEARD - 1, others);
        assertThat(times.get("heard-3")).isEqualTo(times.get("other-3"));
        node.report("heard-3", 5, 3, SETTLED);
        passedOn(node, HEARD, others);
        times = passedOn(node, HEARD, OTHERS);
        assertThat(times.get("heard-3")).isGreaterThan(2 * times.get("other-3"));
    }

    @Test
    void idsThatWereForgottenAndAreBackArePassedOnAsBefore() {
        TestMembers node = node(OVERLAY, boot(1), HEARD, OTHERS);
        for (int i = 0; i < OTHERS; i++) {
            node.entry("other-" + i, 5, 2, GONE, 0);
        }
        while (node.members.hasNews()) {
            node.members.nextEntries(HEARD, 1);
        }
        // It reports nothing meanwhile, as a node does whose id another has.
        for (int i = 0; i < 20; i++) {
            node.pass(TestMembers.MEMBERS_TTL_MILLIS);
        }
        assertThat(node.members.views()).hasSize(1);
        for (int i = 0; i < OTHERS; i++) {
            node.entry("other-" + i, 6, 1, SETTLED, 0);
        }
        while (node.members.hasNews()) {
            node.members.nextEntries(HEARD, 1);
        }
        Map<String, Integer> times = passedOn(node, HEARD, 5 * OTHERS);
        assertThat(times).hasSize(OTHERS);
        assertThat(times.values()).allMatch((count) -> count > 20);
    }

    @Test
    void onLinksThatAreNotThoseOfTheOverlayAllAreAsUrgent() {
        for (MemberRules rules : List.of(MemberRules.DEFAULT, new MemberRules(0, 0, 16, 5))) {
            TestMembers node = node(rules, boot(1), 2, 98);
            assertThat(next(node, 2, 1)).hasSize(MembersTtl.ENTRIES_PER_PERIOD);
            assertThat(next(node, 2, 6)).hasSize(6 * MembersTtl.ENTRIES_PER_PERIOD);
        }
    }

    @Test
    void whereAllHearAllEachIsPassedOnFourTimesATtlAndFourAtOnceAtLeast() {
        assertThat(next(node(OVERLAY, boot(1), 2, 0), 2, 1)).hasSize(2);
        assertThat(next(node(OVERLAY, boot(1), 16, 0), 16, 1)).hasSize(4);
        assertThat(next(node(OVERLAY, boot(1), 16, 0), 16, 3)).hasSize(12);
        TestMembers node = node(MemberRules.DEFAULT, boot(1), 60, 0);
        Map<String, Integer> times = passedOn(node, 60, 20);
        assertThat(times).hasSize(60);
        assertThat(times.values()).containsOnly(4);
    }

    @Test
    void aSmallOverlayPassesOnFourOfTheOthersAtLeast() {
        TestMembers node = node(OVERLAY, boot(1), HEARD, 8);
        assertThat(next(node, HEARD, 1)).hasSize(FIRST_HAND + 4);
        assertThat(next(node, HEARD, 2)).hasSize(2 * FIRST_HAND + 8);
    }
}
