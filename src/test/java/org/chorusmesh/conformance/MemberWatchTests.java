package org.chorusmesh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.peers.Report;
import org.junit.jupiter.api.Test;

/** Tests for {@link MemberWatch}: the gaps of a member whose period changes. */
class MemberWatchTests {

    private static final long MILLI = 1_000_000L;

    private final Findings findings = new Findings();

    private final MemberWatch watch = new MemberWatch(2000 * MILLI, this.findings);

    private long lamport;

    private long atMillis;

    /** Hears reports that come so far apart and state something of it. */
    private void hear(int reports, long gapMillis, long statedMillis) {
        for (int i = 0; i < reports; i++) {
            Report report =
                    new Report(
                            "m",
                            new Boot(1, 1),
                            ++this.lamport,
                            this.atMillis * MILLI,
                            statedMillis * MILLI,
                            1,
                            0,
                            0,
                            false,
                            false,
                            List.of());
            this.watch.hear(report, this.atMillis * MILLI);
            this.atMillis += gapMillis;
        }
    }

    private Findings.Result period() {
        this.watch.conclude();
        return this.findings.of(Rule.PERIOD).result();
    }

    @Test
    void eachGapIsComparedWithThePeriodThatTheReportBeforeItStates() {
        hear(60, 20, 20);
        hear(20, 32, 32);
        assertThat(period()).isEqualTo(Findings.Result.PASS);
    }

    @Test
    void aMemberThatReportsMoreOftenThanItStatesBreaksTheRule() {
        hear(80, 20, 32);
        assertThat(period()).isEqualTo(Findings.Result.FAIL);
    }

    @Test
    void aMemberThatReportsLessOftenThanItStatesBreaksTheRule() {
        hear(80, 32, 20);
        assertThat(period()).isEqualTo(Findings.Result.FAIL);
    }
}
