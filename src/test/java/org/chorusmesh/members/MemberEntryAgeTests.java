package org.chorusmesh.members;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chorusmesh.causality.Boot;
import org.junit.jupiter.api.Test;

class MemberEntryAgeTests {

    private static final long HOUR_NANOS = 3_600_000_000_000L;

    private static final long DAY_NANOS = 24 * HOUR_NANOS;

    /** Else all others would refuse the whole report. */
    @Test
    void newsOlderThanAReportMaySayIsNotPassedOnHoweverLongTheTtl() {
        MemberRules rules = new MemberRules(DAY_NANOS, 0, 0);
        Members members = new Members("a", new Boot(1, 1), rules);
        members.age(1, 0, DAY_NANOS, HOUR_NANOS);
        members.hear("b", new Boot(2, 2), 7, MemberState.SETTLED, 0, HOUR_NANOS, false);
        for (int hour = 1; hour <= 48; hour++) {
            members.age(HOUR_NANOS, 0, DAY_NANOS, HOUR_NANOS);
            List<MemberEntry> entries = members.nextEntries(0, 1);
            assertThat(entries).hasSize(1);
            assertThat(entries.get(0).ageMillis()).isEqualTo(hour * 3_600_000L);
        }
        members.age(1_000_000, 0, DAY_NANOS, HOUR_NANOS);
        assertThat(members.presentCount()).isEqualTo(2);
        assertThat(members.nextEntries(0, 1)).isEmpty();
    }
}
