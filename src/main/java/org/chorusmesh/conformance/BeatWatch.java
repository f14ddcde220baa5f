package org.chorusmesh.conformance;

import java.util.HashMap;
import java.util.Map;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.members.MemberEntry;
import org.chorusmesh.peers.Report;

/** Checks the beat fields of each report against those of earlier reports. */
final class BeatWatch {

    private static final double SECONDS_PER_NANO = 1e-9;
    private static final double NANOS_PER_MILLI = 1e6;

    /** Ages are rounded to milliseconds, and stamps are not. */
    private static final double AGE_TOLERANCE_MILLIS = 5;

    private final Findings findings;
    private final Map<String, Stated> stated = new HashMap<>();

    private record Stated(MemberEntry entry, long stampNanos) {

        boolean isSameEntryAs(Stated other) {
            return this.entry.boot().equals(other.entry.boot())
                    && this.entry.lamport() == other.entry.lamport();
        }
    }

    BeatWatch(Findings findings) {
        this.findings = findings;
    }

    /** Discards all entries, as after a restart of the member. */
    void clear() {
        this.stated.clear();
    }

    /** Compares the entries of a report with those of earlier reports. */
    void hear(Report report) {
        BeatReport beat = report.beat();
        if (beat == null) {
            return;
        }
        for (MemberEntry entry : beat.members()) {
            Stated now = new Stated(entry, report.stampNanos());
            Stated before = this.stated.put(entry.nodeId(), now);
            if (before != null && now.isSameEntryAs(before)) {
                judge(before, now);
            }
        }
    }

    private void judge(Stated before, Stated now) {
        double passedMillis = (now.stampNanos - before.stampNanos) / NANOS_PER_MILLI;
        long grownMillis = now.entry.ageMillis() - before.entry.ageMillis();
        this.findings.judge(
                Rule.NEWS_AGE,
                Math.abs(grownMillis - passedMillis) <= AGE_TOLERANCE_MILLIS,
                () ->
                        "increases by %d ms in %.0f ms: %s"
                                .formatted(grownMillis, passedMillis, now.entry));
    }

    /**
     * Compares the numbers of two successive reports of a member that is not joining. A number may
     * jump forward, to that of a mesh that is ahead.
     */
    void compare(Report before, Report report) {
        BeatReport first = before.beat();
        BeatReport second = report.beat();
        if (first == null
                || second == null
                || before.naturalFrequency() < 0 != report.naturalFrequency() < 0) {
            return;
        }
        double sign = (report.naturalFrequency() < 0) ? -1 : 1;
        double seconds = (report.stampNanos() - before.stampNanos()) * SECONDS_PER_NANO;
        double expected = sign * (before.rate() + report.rate()) / 2 * seconds;
        double moved =
                (second.number() - first.number()) * Phases.TURN
                        + Phases.wrap(sign * report.phase())
                        - Phases.wrap(sign * before.phase());
        // A change of the phase takes the shorter way round.
        double slack = Math.PI + Math.abs(report.rate() - before.rate()) / 2 * seconds;
        this.findings.judge(
                Rule.NUMBER,
                moved >= expected - slack,
                () ->
                        "%d at phase %.3f follows %d at %.3f"
                                .formatted(
                                        second.number(),
                                        report.phase(),
                                        first.number(),
                                        before.phase()));
    }

    /** Records why rules could not be checked, for those that were not. */
    void conclude(Report newest) {
        String why =
                (newest.beat() == null)
                        ? "the member takes part in the phase only"
                        : "the member has not sent the same entry twice";
        this.findings.cannotSee(Rule.BEATS, why);
        this.findings.cannotSee(Rule.NUMBER, why);
        this.findings.cannotSee(Rule.NEWS_AGE, why);
    }
}
