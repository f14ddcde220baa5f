package org.chorusmesh.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberEntry;
import org.chorusmesh.members.MemberState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The ranges of what a report says of beats and members, each from both sides. */
class ReportCheckTests {

    private static final long MAX = (1L << 53) - 1;

    private static final long MAX_NUMBER = (1L << 47) - 1;

    private static final long TWO_DAYS_MILLIS = 172_800_000;

    private static final MemberEntry ENTRY = entry("c", 3, 7, 100);

    private static final ListVote VOTE = new ListVote(9, 5, 2);

    private static MemberEntry entry(String id, long incarnation, long lamport, long ageMillis) {
        return new MemberEntry(
                id, new Boot(incarnation, -1), lamport, MemberState.SETTLED, ageMillis);
    }

    private static BeatReport number(long number) {
        return new BeatReport(number, true, List.of(ENTRY), List.of(VOTE));
    }

    private static BeatReport members(MemberEntry... entries) {
        return new BeatReport(1, true, List.of(entries), List.of());
    }

    private static BeatReport members(int count) {
        return new BeatReport(1, true, Collections.nCopies(count, ENTRY), List.of());
    }

    private static BeatReport lists(ListVote... votes) {
        return new BeatReport(1, true, List.of(), List.of(votes));
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                arguments(number(0), true),
                arguments(number(-1), false),
                arguments(number(MAX_NUMBER), true),
                arguments(number(MAX_NUMBER + 1), false),
                arguments(members(0), true),
                arguments(members(128), true),
                arguments(members(129), false),
                arguments(members(entry("", 3, 7, 0)), false),
                arguments(members(entry("é".repeat(127) + "x", 3, 7, 0)), true),
                arguments(members(entry("é".repeat(128), 3, 7, 0)), false),
                arguments(members(entry("a\nb", 3, 7, 0)), false),
                arguments(members(entry("c", 1, 7, 0)), true),
                arguments(members(entry("c", 0, 7, 0)), false),
                arguments(members(entry("c", MAX, 7, 0)), true),
                arguments(members(entry("c", MAX + 1, 7, 0)), false),
                arguments(members(entry("c", -1, 7, 0)), false),
                arguments(members(entry("c", 3, 0, 0)), true),
                arguments(members(entry("c", 3, -1, 0)), false),
                arguments(members(entry("c", 3, MAX, 0)), true),
                arguments(members(entry("c", 3, MAX + 1, 0)), false),
                arguments(members(entry("c", 3, 7, -1)), false),
                arguments(members(entry("c", 3, 7, TWO_DAYS_MILLIS)), true),
                arguments(members(entry("c", 3, 7, TWO_DAYS_MILLIS + 1)), false),
                arguments(members(ENTRY, ENTRY, entry("c", 3, 7, -1)), false),
                arguments(lists(VOTE, VOTE), true),
                arguments(lists(VOTE, VOTE, VOTE), false),
                arguments(lists(new ListVote(0, 0, 0)), true),
                arguments(lists(new ListVote(-1, 0, 0)), false),
                arguments(lists(new ListVote(MAX_NUMBER, 0, 0)), true),
                arguments(lists(new ListVote(MAX_NUMBER + 1, 0, 0)), false),
                arguments(lists(new ListVote(0, -1, 255)), true),
                arguments(lists(new ListVote(0, 0, 256)), false),
                arguments(lists(VOTE, new ListVote(0, 0, -1)), false));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatIsOutOfRangeMakesTheWholeReportMalformed(BeatReport beat, boolean inRange) {
        assertThat(ReportCheck.isInRange(beat)).isEqualTo(inRange);
        assertThat(ReportCheck.isInRange(Reports.B.beat(beat).build())).isEqualTo(inRange);
    }

    @Test
    void aReportThatSaysNothingOfBeatsIsInRange() {
        assertThat(ReportCheck.isInRange(Reports.B.beat(null).build())).isTrue();
    }
}
