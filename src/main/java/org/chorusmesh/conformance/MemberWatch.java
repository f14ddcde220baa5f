package org.chorusmesh.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.peers.Report;
import org.jspecify.annotations.Nullable;

/** Checks each report of the member against earlier reports. */
final class MemberWatch {

    private static final int PERIODS_PER_TTL = 5;
    private static final double SECONDS_PER_NANO = 1e-9;
    private static final int ENOUGH_REPORTS = 10;
    private static final double PERIOD_TOLERANCE = 0.25;
    private static final double CLOCK_TOLERANCE = 0.05;
    private static final double PHASE_TOLERANCE = 0.02;

    /** An operator may cause one jump of the phase in this many reports. */
    private static final int REPORTS_PER_JUMP = 20;

    private final Findings findings;
    private final long ttlNanos;

    /** Each gap over the period that the report before it stated, which can change. */
    private final List<Double> gapPeriods = new ArrayList<>();

    private final ClockSpeed speed = new ClockSpeed();
    private final BeatWatch beats;
    private @Nullable Report last;
    private long lastReceivedNanos;
    private long phaseJumps;
    private long phaseSteps;
    private String firstJump = "";

    MemberWatch(long ttlNanos, Findings findings) {
        this.ttlNanos = ttlNanos;
        this.findings = findings;
        this.beats = new BeatWatch(findings);
    }

    /** The newest report; null before the first. */
    @Nullable Report last() {
        return this.last;
    }

    long lastReceivedNanos() {
        return this.lastReceivedNanos;
    }

    void hear(Report report, long receivedNanos) {
        Report before = this.last;
        if (before != null && before.goodbye() && !report.boot().equals(before.boot())) {
            // The member was restarted; the check continues with the new boot.
            before = null;
        }
        this.findings.judge(
                Rule.PERIOD_OF_TTL,
                report.gossipPeriodNanos() <= this.ttlNanos / PERIODS_PER_TTL,
                () -> "states a period of " + Units.millis(report.gossipPeriodNanos()));
        if (before != null) {
            compareAny(before, report);
        } else {
            this.findings.judge(Rule.PUBLISHES, true, () -> "");
            this.gapPeriods.clear();
            this.speed.clear();
            this.beats.clear();
        }
        this.beats.hear(report);
        this.speed.add(report.stampNanos(), receivedNanos);
        this.last = report;
        this.lastReceivedNanos = receivedNanos;
    }

    private void compareAny(Report before, Report report) {
        if (before.goodbye()) {
            this.findings.judge(Rule.GOODBYE, false, () -> "a report follows it: " + report);
        }
        boolean same =
                this.findings.judge(
                        Rule.IDENTITY,
                        report.nodeId().equals(before.nodeId())
                                && report.boot().equals(before.boot()),
                        () ->
                                before.nodeId()
                                        + " "
                                        + before.boot()
                                        + " becomes "
                                        + report.nodeId()
                                        + " "
                                        + report.boot());
        if (same) {
            compare(before, report);
        }
    }

    private void compare(Report before, Report report) {
        this.findings.judge(
                Rule.LAMPORT,
                report.lamport() > before.lamport(),
                () -> report.lamport() + " after " + before.lamport());
        long gapNanos = report.stampNanos() - before.stampNanos();
        this.findings.judge(
                Rule.STAMP, gapNanos > 0, () -> "goes back by " + Units.millis(-gapNanos));
        if (gapNanos <= 0 || report.goodbye()) {
            return;
        }
        // Measured by the member's clock, so that a stall of the network or of this check does not
        // count.
        this.findings.judge(
                Rule.PUBLISHES,
                gapNanos < this.ttlNanos,
                () -> "silent for " + Units.millis(gapNanos));
        this.gapPeriods.add((double) gapNanos / before.gossipPeriodNanos());
        if (!before.joining() && !report.joining()) {
            comparePhases(before, report, gapNanos * SECONDS_PER_NANO);
            this.beats.compare(before, report);
        }
    }

    private void comparePhases(Report before, Report report, double seconds) {
        double expected = (before.rate() + report.rate()) / 2 * seconds;
        double off = Phases.difference(report.phase(), before.phase() + expected);
        // The rate may have changed at any instant between the two reports.
        double slack = Math.abs(report.rate() - before.rate()) / 2 * seconds + PHASE_TOLERANCE;
        this.phaseSteps++;
        if (Math.abs(off) > slack) {
            this.phaseJumps++;
            if (this.firstJump.isEmpty()) {
                this.firstJump =
                        "%.3f rad off after %.3f s at %.3f to %.3f rad/s"
                                .formatted(off, seconds, before.rate(), report.rate());
            }
        }
    }

    /** Checks the rules that need many reports. */
    void conclude() {
        Report newest = this.last;
        if (newest == null) {
            this.findings.judge(Rule.PUBLISHES, false, () -> "no report of this mesh arrived");
            return;
        }
        this.beats.conclude(newest);
        if (!newest.goodbye()) {
            this.findings.cannotSee(Rule.GOODBYE, "stop the member during the run to see it");
        } else {
            this.findings.judge(Rule.GOODBYE, true, () -> "");
        }
        if (this.gapPeriods.size() < ENOUGH_REPORTS) {
            return;
        }
        Collections.sort(this.gapPeriods);
        double median = this.gapPeriods.get(this.gapPeriods.size() / 2);
        this.findings.judge(
                Rule.PERIOD,
                Math.abs(median - 1) <= PERIOD_TOLERANCE,
                () -> "a gap is %.2f of the period stated before it".formatted(median));
        this.findings.judge(
                Rule.PHASE,
                this.phaseJumps * REPORTS_PER_JUMP <= this.phaseSteps,
                () -> this.phaseJumps + " of " + this.phaseSteps + ": " + this.firstJump);
        this.speed
                .measured()
                .ifPresent(
                        (speed) ->
                                this.findings.judge(
                                        Rule.STAMP,
                                        Math.abs(speed - 1) <= CLOCK_TOLERANCE,
                                        () -> "%.3f s of stamps in a second".formatted(speed)));
    }
}
