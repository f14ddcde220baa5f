package org.chorusmesh.conformance;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.gossip.RawFrames;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.FrameCodec;
import org.jspecify.annotations.Nullable;

/** The partner and the member under test, in touch: one speaks, both are watched. */
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
    private boolean speaking = true;
    private boolean measuring;
    private long nextReportNanos;
    private long reports;

    /**
     * @param frames open to the member
     * @param incarnation of the partner, ms
     * @param over whether the run is over
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

    /** Whether nothing more can be tried: the time is up, or the member has left. */
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

    /** How many usable reports have come. */
    long reports() {
        return this.reports;
    }

    /** The longer of the two periods; the partner's while nothing is known of the member's. */
    long periodNanos() {
        Report last = this.member.last();
        return Math.max(this.partner.periodNanos(), (last != null) ? last.gossipPeriodNanos() : 0);
    }

    void setSpeaking(boolean speaking) {
        this.speaking = speaking;
    }

    /** Measures the pull from now on. */
    void measure() {
        this.field.clear();
        this.measuring = true;
    }

    /** Puts the partner so far ahead of the member, turning at its natural frequency. */
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

    /** Sends bytes as they are. */
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

    /** Goes on for a while, at most to the end of the run. */
    void listen(long nanos) {
        listen(nanos, () -> false);
        this.measuring = false;
    }

    /**
     * Goes on until something is so.
     *
     * @return whether it came about in time
     */
    boolean listen(long nanos, BooleanSupplier until) {
        return listenAlso(nanos, () -> isOver() || until.getAsBoolean()) && until.getAsBoolean();
    }

    /** Goes on for a while, even when the run is over. */
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
            this.field.add(
                    report, this.partner.phaseAt(this.echoes.toOwnClock(report.stampNanos())));
        }
    }

    /** Whether the member has said goodbye. */
    boolean hasLeft() {
        @Nullable Report last = this.member.last();
        return last != null && last.goodbye();
    }

    /** Whether the member has not come in yet. */
    boolean isJoining() {
        Report last = this.member.last();
        return last == null || last.joining();
    }

    /**
     * Waits until what is sent now is heard.
     *
     * @return whether it came about in time
     */
    boolean awaitNewestEcho() {
        long nowNanos = now();
        return listen(
                this.subject.ttlNanos() + SLACK_NANOS,
                () -> this.echoes.isAnswered() && this.echoes.echoedStampNanos() - nowNanos >= 0);
    }

    /** Starts the partner again, joining, and sees whether the member takes to its new boot. */
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
