package org.chorusmesh.conformance;

/** Checks what pulls the member, and how strongly. The member must have no other peers. */
final class PullCheck {

    private static final int PERIODS_TO_TAKE_EFFECT = 5;
    private static final int PERIODS_TO_MEASURE = 25;
    private static final double JOINING_LEAD = 1;
    private static final double LEAD = 0.5;
    private static final double NO_PULL = 0.1;
    private static final double PULL_TOLERANCE = 0.25;
    private static final double LEAST_PULL = 0.02;
    private static final double MAX_EXPONENT = 5;

    private final Subject subject;
    private final Encounter encounter;
    private final Findings findings;

    PullCheck(Subject subject, Encounter encounter, Findings findings) {
        this.subject = subject;
        this.encounter = encounter;
        this.findings = findings;
    }

    void joiningPullsNothing() {
        if (!canPull(Rule.JOINING_PULL)) {
            return;
        }
        this.encounter.lead(JOINING_LEAD);
        measure();
        if (this.encounter.field().isHeard()) {
            double pull = this.encounter.field().meanExcess();
            this.findings.judge(
                    Rule.JOINING_PULL,
                    pull <= NO_PULL * fullPull() + LEAST_PULL,
                    () -> "%.3f rad/s off its natural frequency".formatted(pull));
        }
    }

    void pulls() {
        if (!canPull(Rule.PULL, Rule.ORDER)) {
            return;
        }
        this.encounter.partner().setJoining(false);
        this.encounter.lead(LEAD);
        measure();
        FieldWatch field = this.encounter.field();
        if (this.encounter.isOver()) {
            return;
        }
        if (field.isEnough()) {
            double strength = field.strength();
            this.findings.judge(
                    Rule.PULL,
                    Math.abs(strength - fullPull()) <= PULL_TOLERANCE * fullPull() + LEAST_PULL,
                    () ->
                            "%.3f rad/s per sine of the difference, but K/2 is %.3f; check that --coupling is right"
                                    .formatted(strength, fullPull()));
        } else {
            this.findings.judge(Rule.PULL, false, () -> "is at the phase of the partner at once");
        }
        this.encounter.order().judge(this.findings);
    }

    /**
     * Puts the partner so far ahead that a member which still follows it after a TTL is a quarter
     * turn behind, where the pull is greatest. A member that does not follow stays where the pull
     * is small.
     */
    void fallSilent() {
        if (this.encounter.isOver()) {
            return;
        }
        boolean canPull = canPull(Rule.FADES);
        long ttlNanos = this.subject.ttlNanos();
        if (canPull) {
            double exponent = Math.min(MAX_EXPONENT, fullPull() * 1.3 * ttlNanos * 1e-9);
            this.encounter.partner().setJoining(false);
            this.encounter.lead(2 * Math.atan(Math.exp(exponent)));
        }
        this.encounter.listen(PERIODS_TO_TAKE_EFFECT * this.encounter.periodNanos());
        this.encounter.setSpeaking(false);
        long silentSinceNanos = this.encounter.now();
        this.encounter.listen(ttlNanos + ttlNanos / 10);
        this.encounter.measure();
        this.encounter.listen(ttlNanos / 2);
        if (this.encounter.isOver()) {
            return;
        }
        FieldWatch field = this.encounter.field();
        if (canPull && field.isHeard()) {
            double pull = field.meanExcess();
            // A member that has forgotten the partner is not pulled, although the sine of the lead
            // is not 0.
            this.findings.judge(
                    Rule.FADES,
                    pull <= NO_PULL * fullPull() + LEAST_PULL,
                    () -> "%.3f rad/s off its natural frequency".formatted(pull));
        }
        if (field.isHeard()) {
            long lastNanos = this.encounter.echoes().echoedAtNanos() - silentSinceNanos;
            this.findings.judge(
                    Rule.FORGETS,
                    lastNanos <= ttlNanos + ttlNanos / 5 + 2 * this.encounter.periodNanos(),
                    () -> "still echoes after " + Units.millis(lastNanos));
        }
    }

    private boolean canPull(Rule... rules) {
        String why =
                this.encounter.echoes().hasStrangers(this.encounter.now() - this.subject.ttlNanos())
                        ? "the member has other peers"
                        : this.encounter.isJoining() ? "the member itself is joining" : "";
        for (Rule rule : rules) {
            if (!why.isEmpty()) {
                this.findings.cannotSee(rule, why);
            }
        }
        return why.isEmpty() && !this.encounter.isOver();
    }

    private double fullPull() {
        return this.subject.coupling() / 2;
    }

    private void measure() {
        this.encounter.listen(PERIODS_TO_TAKE_EFFECT * this.encounter.periodNanos());
        this.encounter.measure();
        this.encounter.listen(PERIODS_TO_MEASURE * this.encounter.periodNanos());
    }
}
