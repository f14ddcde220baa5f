package org.chorusmesh.conformance;

import java.util.List;
import org.chorusmesh.peers.Report;

/** Sends frames that the member must refuse, and checks that it still works. */
final class RefusalCheck {

    private static final long REDIAL_NANOS = 3_000_000_000L;

    private static final List<Rule> PROVOCATIONS =
            List.of(
                    Rule.DUPLICATE,
                    Rule.OLDER,
                    Rule.OLDER_BOOT,
                    Rule.JUMP,
                    Rule.OUT_OF_RANGE,
                    Rule.FOREIGN,
                    Rule.MALFORMED,
                    Rule.UNSIGNED);

    private final Subject subject;
    private final Encounter encounter;
    private final Provocation provocations;
    private final Findings findings;

    RefusalCheck(Subject subject, Encounter encounter, Findings findings) {
        this.subject = subject;
        this.encounter = encounter;
        this.provocations = new Provocation(subject.mesh(), subject.keys(), encounter.echoes());
        this.findings = findings;
    }

    /** Sends all invalid frames that do not break the connection. */
    void provoke() {
        PROVOCATIONS.forEach(this::provoke);
    }

    private void provoke(Rule rule) {
        if (!this.provocations.isPossible(rule) || this.encounter.isOver()) {
            return;
        }
        long periodNanos = this.encounter.periodNanos();
        this.encounter.awaitNewestEcho();
        Report sent = this.encounter.partner().newest();
        if (sent == null || this.encounter.isOver()) {
            return;
        }
        this.encounter.setSpeaking(false);
        this.encounter.listen(Encounter.LEAST_GAP_NANOS);
        this.encounter.echoes().blame((rule == Rule.DUPLICATE) ? rule : Rule.ECHO_HELD);
        this.provocations.of(rule, sent, takesPartInBeats()).forEach(this.encounter::send);
        long before = this.encounter.reports();
        this.encounter.listen(3 * periodNanos + Encounter.LEAST_GAP_NANOS);
        boolean heard = this.encounter.reports() > before;
        this.encounter.setSpeaking(true);
        boolean unharmed = this.encounter.awaitNewestEcho();
        this.encounter.echoes().blame(Rule.ECHO_HELD);
        if (this.encounter.isOver()) {
            return;
        }
        if (heard || !unharmed) {
            this.findings.judge(rule, unharmed, () -> "does not echo valid reports any more");
        }
        if (!unharmed) {
            this.encounter.restart();
        }
    }

    void oversized() {
        if (this.encounter.isOver()) {
            return;
        }
        this.encounter.awaitNewestEcho();
        Report sent = this.encounter.partner().newest();
        if (sent == null) {
            return;
        }
        this.provocations.of(Rule.OVERSIZED, sent, false).forEach(this.encounter::send);
        long sentNanos = this.encounter.now();
        // The member may close the connection, and must dial again.
        boolean heard =
                this.encounter.listen(
                        this.subject.ttlNanos() + REDIAL_NANOS,
                        () -> this.encounter.echoes().echoedStampNanos() - sentNanos > 0);
        if (heard || !this.encounter.isOver()) {
            this.findings.judge(
                    Rule.OVERSIZED, heard, () -> "does not echo reports of this check any more");
        }
    }

    /** Says goodbye, and checks that the member forgets the partner at once. */
    void sayGoodbye() {
        this.encounter.awaitNewestEcho();
        Report before = this.encounter.partner().newest();
        if (before == null || this.encounter.isOver()) {
            return;
        }
        this.encounter.setSpeaking(false);
        this.encounter.report(true);
        long leftNanos = this.encounter.now();
        long settleNanos = 2 * this.encounter.periodNanos() + Encounter.SLACK_NANOS;
        this.encounter.listen(settleNanos);
        // As a report that was in flight at the goodbye.
        this.provocations.of(Rule.DUPLICATE, before, false).forEach(this.encounter::send);
        long reports = this.encounter.reports();
        this.encounter.listen(3 * this.encounter.periodNanos() + Encounter.LEAST_GAP_NANOS);
        if (this.encounter.reports() > reports) {
            long lastNanos = this.encounter.echoes().echoedAtNanos() - leftNanos;
            this.findings.judge(
                    Rule.FORGETS_GOODBYE,
                    lastNanos <= settleNanos,
                    () -> "still echoes after " + Units.millis(lastNanos));
        }
    }

    private boolean takesPartInBeats() {
        Report last = this.encounter.member().last();
        return last != null && last.beat() != null;
    }
}
