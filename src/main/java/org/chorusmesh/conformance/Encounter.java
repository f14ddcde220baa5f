package org.chorusmesh.conformance;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.gossip.RawFrames;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.FrameCodec;
import org.jspecify.annotations.Nullable;

/**
 * The connection between the partner and the member under test. Sends the reports of the partner,
 * and hands each frame of the member to the checks.
 */
final class Encounter {

    static final long LEAST_GAP_NANOS = 60_000_000L;
    static final long SLACK_NANOS = 200_000_000L;

    private static final long MAX_PERIOD_NANOS = 50_000_000L;
    private static final int PERIODS_PER_TTL = 10;

    private final Subject subject;
    private final RawFrames frames;
    private final FrameCodec codec;
    private final FrameJudge judge;
    private final MemberWatch member;
    private final EchoWatch echoes;
    private final Partner partner;
    private final LongSupplier nanoClock;
    private final RandomGenerator random;
    private final Findings findings;
    private final BooleanSupplier over;
    private final FieldWatch field = new FieldWatch();
    private final OrderWatch order = new OrderWatch();
    private boolean speaking = true;
    private boolean measuring;
    private long nextReportNanos;
    private long reports;

    /**
     * @param frames sockets that reach the member
     * @param incarnation incarnation of the partner, ms
     * @param over whether the time of the run is up
     */
    Encounter(
            Subject subject,
            RawFrames frames,
            long incarnation,
            LongSupplier nanoClock,
            RandomGenerator random,
            BooleanSupplier over,
            Findings findings) {
        this.subject = subject;
        this.frames = frames;
        this.codec = new FrameCodec(subject.mesh(), subject.keys());
        this.judge = new FrameJudge(subject.mesh(), subject.keys(), findings);
        this.member = new MemberWatch(subject.ttlNanos(), findings);
        long bits = random.nextLong();
        this.partner =
                new Partner(
                        "conform-" + Long.toHexString(bits),
                        new Boot(incarnation, bits),
                        Math.min(MAX_PERIOD_NANOS, subject.ttlNanos() / PERIODS_PER_TTL));
        this.echoes = new EchoWatch(this.partner, findings);
        this.nanoClock = nanoClock;
        this.random = random;
        this.over = over;
        this.findings = findings;
        this.nextReportNanos = nanoClock.getAsLong();
    }

    long now() {
        return this.nanoClock.getAsLong();
    }

    /** Whether the run is over: the time is up, or the member has said goodbye. */
    boolean isOver() {
        return hasLeft() || this.over.getAsBoolean();
    }

    MemberWatch member() {
        return this.member;
    }

    EchoWatch echoes() {
        return this.echoes;
    }

    Partner partner() {
        return this.partner;
    }

    FieldWatch field() {
        return this.field;
    }

    OrderWatch order() {
        return this.order;
    }

    /** Number of valid reports of the member. */
    long reports() {
        return this.reports;
    }

    /**
     * The longer of the two gossip periods; that of the partner before the first report of the
     * member.
     */
    long periodNanos() {
        Report last = this.member.last();
        return Math.max(this.partner.periodNanos(), (last != null) ? last.gossipPeriodNanos() : 0);
    }

    void setSpeaking(boolean speaking) {
        this.speaking = speaking;
    }

    /** Starts to measure the pull and the order. */
    void measure() {
        this.field.clear();
        this.order.clear();
        this.measuring = true;
    }

    /**
     * Sets the phase of the partner ahead of the member by an angle, and its rate to the natural
     * frequency of the member.
     */
    void lead(double radians) {
        Report last = this.member.last();
        if (last == null) {
            throw new IllegalStateException("Nothing heard");
        }
        long nowNanos = now();
        double ageSeconds = (nowNanos - this.echoes.toOwnClock(last.stampNanos())) * 1e-9;
        this.partner.turn(
                last.phase() + last.rate() * ageSeconds + radians,
                last.naturalFrequency(),
                nowNanos);
    }

    /** Sends a frame unchanged. */
    void send(byte[] frame) {
        this.frames.send(frame);
    }

    /** Sends the partner's next report. */
    void report(boolean goodbye) {
        send(
                this.codec.encode(
                        this.partner.next(
                                now(),
                                this.member.last(),
                                this.member.lastReceivedNanos(),
                                goodbye)));
    }

    /** Exchanges reports for a time, at most to the end of the run. */
    void listen(long nanos) {
        listen(nanos, () -> false);
        this.measuring = false;
    }

    /**
     * Exchanges reports until a condition holds, at most for a time and to the end of the run.
     *
     * @return whether the condition holds
     */
    boolean listen(long nanos, BooleanSupplier until) {
        return listenAlso(nanos, () -> isOver() || until.getAsBoolean()) && until.getAsBoolean();
    }

    /** Exchanges reports for a time, even after the end of the run. */
    void listenOn(long nanos) {
        listenAlso(nanos, () -> false);
    }

    private boolean listenAlso(long nanos, BooleanSupplier until) {
        long limitNanos = now() + nanos;
        while (!until.getAsBoolean()) {
            long nowNanos = now();
            if (nowNanos - limitNanos >= 0) {
                return false;
            }
            if (this.speaking && nowNanos - this.nextReportNanos >= 0) {
                report(false);
                this.nextReportNanos = nowNanos + this.partner.periodNanos();
            }
            byte[] frame = this.frames.receive();
            if (frame != null) {
                hear(frame, now());
            }
        }
        return true;
    }

    private void hear(byte[] frame, long receivedNanos) {
        Report report = this.judge.read(frame);
        if (report == null) {
            return;
        }
        this.reports++;
        this.member.hear(report, receivedNanos);
        this.echoes.hear(report, receivedNanos);
        if (this.measuring) {
            long atNanos = this.echoes.toOwnClock(report.stampNanos());
            this.field.add(report, this.partner.phaseAt(atNanos));
            this.order.add(report, this.partner.orderAt(atNanos));
        }
    }

    /** Whether the member has said goodbye. */
    boolean hasLeft() {
        @Nullable Report last = this.member.last();
        return last != null && last.goodbye();
    }

    /** Whether the member is still joining. */
    boolean isJoining() {
        Report last = this.member.last();
        return last == null || last.joining();
    }

    /**
     * Waits until the member echoes a report that is sent after this call.
     *
     * @return whether it does in time
     */
    boolean awaitNewestEcho() {
        long nowNanos = now();
        return listen(
                this.subject.ttlNanos() + SLACK_NANOS,
                () -> this.echoes.isAnswered() && this.echoes.echoedStampNanos() - nowNanos >= 0);
    }

    /** Restarts the partner as a joining peer, and checks that the member echoes its new boot. */
    void restart() {
        if (isOver()) {
            return;
        }
        this.partner.restart(this.random.nextLong());
        this.partner.setJoining(true);
        setSpeaking(true);
        boolean taken = listen(this.subject.ttlNanos() + SLACK_NANOS, this.echoes::isAnswered);
        if (taken || !isOver()) {
            this.findings.judge(
                    Rule.RESTART, taken, () -> "does not answer " + this.partner.boot());
        }
    }
}
