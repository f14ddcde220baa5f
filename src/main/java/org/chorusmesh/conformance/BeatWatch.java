package org.chorusmesh.conformance;

import java.util.HashMap;
import java.util.Map;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.members.MemberEntry;
import org.chorusmesh.peers.Report;

/** Judges what each report of the member says of beats against those before it. */
final class BeatWatch {

    private static final double SECONDS_PER_NANO = 1e-9;
    private static final double NANOS_PER_MILLI = 1e6;

    /** Ages are whole milliseconds, and stamps are not. */
    private static final double AGE_TOLERANCE_MILLIS = 5;

    private final Findings findings;
    private final Map<String, Told> told = new HashMap<>();

    private record Told(MemberEntry entry, long stampNanos) {

        boolean isSameNewsAs(Told other) {
            return this.entry.boot().equals(other.entry.boot())
                    && this.entry.lamport() == other.entry.lamport();
        }
    }

    BeatWatch(Findings findings) {
        this.findings = findings;
    }

    /** Forgets what was told, as of a member that is started again. */
    void clear() {
        this.told.clear();
    }

    /** Takes in a report, the first or one after another. */
    void hear(Report report) {
        BeatReport beat = report.beat();
        if (beat == null) {
            return;
        }
        for (MemberEntry entry : beat.members()) {
            Told now = new Told(entry, report.stampNanos());
            Told before = this.told.put(entry.nodeId(), now);
            if (before != null && now.isSameNewsAs(before)) {
                judge(before, now);
            }
        }
    }

    private void judge(Told before, Told now) {
        double passedMillis = (now.stampNanos - before.stampNanos) / NANOS_PER_MILLI;
        long grownMillis = now.entry.ageMillis() - before.entry.ageMillis();
        this.findings.judge(
                Rule.NEWS_AGE,
                Math.abs(grownMillis - passedMillis) <= AGE_TOLERANCE_MILLIS,
                () ->
                        "%d ms more after %.0f ms: %s"
                                .formatted(grownMillis, passedMillis, now.entry));
    }

    /**
     * Compares two reports, neither of them joining. A number may leap forward, to that of a mesh
     * that is ahead.
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
        // A phase that is set goes the shorter way.
        double slack = Math.PI + Math.abs(report.rate() - before.rate()) / 2 * seconds;
        this.findings.judge(
                Rule.NUMBER,
                moved >= expected - slack,
                () ->
                        "%d at phase %.3f after %d at %.3f"
                                .formatted(
                                        second.number(),
                                        report.phase(),
                                        first.number(),
                                        before.phase()));
    }

    /** Says why nothing of it shows, where it does not. */
    void conclude(Report newest) {
        String why =
                (newest.beat() == null)
                        ? "the member takes part in the phase only"
                        : "the member has passed on no news twice";
        this.findings.cannotSee(Rule.BEATS, why);
        this.findings.cannotSee(Rule.NUMBER, why);
        this.findings.cannotSee(Rule.NEWS_AGE, why);
    }
}
