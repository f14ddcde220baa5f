package org.chorusmesh.conformance;

import java.util.List;
import org.chorusmesh.peers.Report;

/** Sends what must be refused, and sees whether the member is unharmed. */
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

    /** Provokes it in every way that leaves the connection alone. */
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
            this.findings.judge(rule, unharmed, () -> "hears the true reports no longer");
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
        // The connection may be lost by that, and has to be dialled again.
        boolean heard =
                this.encounter.listen(
                        this.subject.ttlNanos() + REDIAL_NANOS,
                        () -> this.encounter.echoes().echoedStampNanos() - sentNanos > 0);
        if (heard || !this.encounter.isOver()) {
            this.findings.judge(Rule.OVERSIZED, heard, () -> "hears this check no longer");
        }
    }

    /** Says goodbye, and sees whether the member forgets at once. */
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
        // What was under way when it left.
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
