package org.chorusmesh.conformance;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.gossip.RawFrames;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.FramePrefix;

/**
 * Meets one member, as another member would, and puts each rule of the wire page to the test. The
 * member should have no other peers: what pulls it cannot be told apart.
 */
final class ConformanceCheck {

    private static final long MAX_PERIOD_NANOS = 50_000_000L;
    private static final int PERIODS_PER_TTL = 10;
    private static final long MEET_TTLS = 5;
    private static final long LEAST_MEET_NANOS = 5_000_000_000L;
    private static final long LEAST_GAP_NANOS = 60_000_000L;
    private static final long SLACK_NANOS = 200_000_000L;
    private static final int PERIODS_TO_TAKE_EFFECT = 5;
    private static final int PERIODS_TO_MEASURE = 25;
    private static final double JOINING_LEAD = 1;
    private static final double LEAD = 0.5;
    private static final double NO_PULL = 0.1;
    private static final double PULL_TOLERANCE = 0.25;
    private static final double LEAST_PULL = 0.02;
    private static final double MAX_EXPONENT = 5;
    private static final long FOR_EVER_NANOS = Long.MAX_VALUE / 2;
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
    private final Findings findings = new Findings();
    private final RandomGenerator random;
    private final RawFrames frames;
    private final Partner partner;
    private final EchoWatch echoes;
    private final Provocation provocations;
    private final Encounter encounter;

    /**
     * What is put to the test, and what is known of it.
     *
     * @param mesh the mesh's name
     * @param keys the mesh's keys, the first signs
     * @param coupling K of the member, rad/s
     * @param ttlNanos the member's TTL
     */
    record Subject(String mesh, List<byte[]> keys, double coupling, long ttlNanos) {}

    /**
     * @param frames open to the member; the caller closes them
     * @param incarnation of the partner, ms
     * @param over whether to end, by what has been found so far
     */
    ConformanceCheck(
            Subject subject,
            RawFrames frames,
            long incarnation,
            Predicate<Findings> over,
            LongSupplier nanoClock,
            RandomGenerator random) {
        this.subject = subject;
        this.frames = frames;
        this.random = random;
        long periodNanos = Math.min(MAX_PERIOD_NANOS, subject.ttlNanos() / PERIODS_PER_TTL);
        long bits = random.nextLong();
        this.partner =
                new Partner(
                        "conform-" + Long.toHexString(bits),
                        new Boot(incarnation, bits),
                        periodNanos);
        this.echoes = new EchoWatch(this.partner, this.findings);
        this.provocations = new Provocation(subject.mesh(), subject.keys(), this.echoes);
        this.encounter =
                new Encounter(
                        frames,
                        subject.mesh(),
                        subject.keys(),
                        this.partner,
                        this.echoes,
                        subject.ttlNanos(),
                        nanoClock,
                        () -> over.test(this.findings),
                        this.findings);
    }

    /** The topic that frames of a mesh are published under. */
    static byte[] topic(String mesh) {
        return new FramePrefix(mesh).written();
    }

    /** Runs to the end, or as far as the member lets it. */
    Findings run() {
        if (meets()) {
            joiningPullsNothing();
            PROVOCATIONS.forEach(this::provoke);
            restart();
            pulls();
            fallSilent();
            restart();
            oversized();
            sayGoodbye();
        }
        this.encounter.listen(FOR_EVER_NANOS);
        // After its goodbye nothing must come.
        this.encounter.listenOn(2 * this.encounter.periodNanos());
        this.encounter.member().conclude();
        return this.findings;
    }

    private boolean meets() {
        long limit = Math.max(MEET_TTLS * this.subject.ttlNanos(), LEAST_MEET_NANOS);
        boolean answered = this.encounter.listen(limit, this.echoes::isAnswered);
        this.findings.judge(
                Rule.DIALS,
                this.frames.isDialled(),
                () -> "nobody subscribed: is this in its list?");
        this.findings.judge(Rule.ANSWERS, answered, () -> "no echo of this check's boot came");
        if (answered) {
            this.encounter.listen(limit, () -> !isJoining());
        }
        return answered;
    }

    private boolean isJoining() {
        Report last = this.encounter.member().last();
        return last == null || last.joining();
    }

    private boolean canPull(Rule... rules) {
        String why =
                this.echoes.hasStrangers(this.encounter.now() - this.subject.ttlNanos())
                        ? "the member has other peers"
                        : isJoining() ? "the member is joining itself" : "";
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

    private void joiningPullsNothing() {
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

    private void measure() {
        this.encounter.listen(PERIODS_TO_TAKE_EFFECT * this.encounter.periodNanos());
        this.encounter.measure();
        this.encounter.listen(PERIODS_TO_MEASURE * this.encounter.periodNanos());
    }

    private void provoke(Rule rule) {
        if (!this.provocations.isPossible(rule) || this.encounter.isOver()) {
            return;
        }
        long periodNanos = this.encounter.periodNanos();
        awaitNewestEcho();
        Report sent = this.partner.newest();
        if (sent == null || this.encounter.isOver()) {
            return;
        }
        this.encounter.setSpeaking(false);
        this.encounter.listen(LEAST_GAP_NANOS);
        this.echoes.blame((rule == Rule.DUPLICATE) ? rule : Rule.ECHO_HELD);
        this.provocations.of(rule, sent).forEach(this.encounter::send);
        long before = this.encounter.reports();
        this.encounter.listen(3 * periodNanos + LEAST_GAP_NANOS);
        boolean heard = this.encounter.reports() > before;
        this.encounter.setSpeaking(true);
        boolean unharmed = awaitNewestEcho();
        this.echoes.blame(Rule.ECHO_HELD);
        if (this.encounter.isOver()) {
            return;
        }
        if (heard || !unharmed) {
            this.findings.judge(rule, unharmed, () -> "hears the true reports no longer");
        }
        if (!unharmed) {
            restart();
        }
    }

    /** Waits until what is sent now is heard. */
    private boolean awaitNewestEcho() {
        long nowNanos = this.encounter.now();
        return this.encounter.listen(
                this.subject.ttlNanos() + SLACK_NANOS,
                () -> this.echoes.isAnswered() && this.echoes.echoedStampNanos() - nowNanos >= 0);
    }

    private void restart() {
        if (this.encounter.isOver()) {
            return;
        }
        this.partner.restart(this.random.nextLong());
        this.partner.setJoining(true);
        this.encounter.setSpeaking(true);
        boolean taken =
                this.encounter.listen(
                        this.subject.ttlNanos() + SLACK_NANOS, this.echoes::isAnswered);
        if (taken || !this.encounter.isOver()) {
            this.findings.judge(
                    Rule.RESTART, taken, () -> "does not answer " + this.partner.boot());
        }
    }

    private void pulls() {
        if (!canPull(Rule.PULL)) {
            return;
        }
        this.partner.setJoining(false);
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
                            "%.3f rad/s per sine, but K/2 is %.3f: is K right?"
                                    .formatted(strength, fullPull()));
        } else {
            this.findings.judge(Rule.PULL, false, () -> "stands at the partner's phase at once");
        }
    }

    /**
     * Leads by so much that a member which goes on following ends half a turn's quarter away, where
     * the pull is greatest, and one which does not stays where there is hardly any.
     */
    private void fallSilent() {
        if (this.encounter.isOver()) {
            return;
        }
        boolean canPull = canPull(Rule.FADES);
        long ttlNanos = this.subject.ttlNanos();
        if (canPull) {
            double exponent = Math.min(MAX_EXPONENT, fullPull() * 1.3 * ttlNanos * 1e-9);
            this.partner.setJoining(false);
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
            // Of a lead so great a sine is left, which is no pull of a member that has gone.
            this.findings.judge(
                    Rule.FADES,
                    pull <= NO_PULL * fullPull() + LEAST_PULL,
                    () -> "%.3f rad/s off its natural frequency".formatted(pull));
        }
        if (field.isHeard()) {
            long lastNanos = this.echoes.echoedAtNanos() - silentSinceNanos;
            this.findings.judge(
                    Rule.FORGETS,
                    lastNanos <= ttlNanos + ttlNanos / 5 + 2 * this.encounter.periodNanos(),
                    () -> "still echoes after " + Units.millis(lastNanos));
        }
    }

    private void oversized() {
        if (this.encounter.isOver()) {
            return;
        }
        awaitNewestEcho();
        Report sent = this.partner.newest();
        if (sent == null) {
            return;
        }
        this.provocations.of(Rule.OVERSIZED, sent).forEach(this.encounter::send);
        long sentNanos = this.encounter.now();
        // The connection may be lost by that, and has to be dialled again.
        boolean heard =
                this.encounter.listen(
                        this.subject.ttlNanos() + REDIAL_NANOS,
                        () -> this.echoes.echoedStampNanos() - sentNanos > 0);
        if (heard || !this.encounter.isOver()) {
            this.findings.judge(Rule.OVERSIZED, heard, () -> "hears this check no longer");
        }
    }

    private void sayGoodbye() {
        awaitNewestEcho();
        Report before = this.partner.newest();
        if (before == null || this.encounter.isOver()) {
            return;
        }
        this.encounter.setSpeaking(false);
        this.encounter.report(true);
        long leftNanos = this.encounter.now();
        long settleNanos = 2 * this.encounter.periodNanos() + SLACK_NANOS;
        this.encounter.listen(settleNanos);
        // What was under way when it left.
        this.provocations.of(Rule.DUPLICATE, before).forEach(this.encounter::send);
        long reports = this.encounter.reports();
        this.encounter.listen(3 * this.encounter.periodNanos() + LEAST_GAP_NANOS);
        if (this.encounter.reports() > reports) {
            long lastNanos = this.echoes.echoedAtNanos() - leftNanos;
            this.findings.judge(
                    Rule.FORGETS_GOODBYE,
                    lastNanos <= settleNanos,
                    () -> "still echoes after " + Units.millis(lastNanos));
        }
    }
}
