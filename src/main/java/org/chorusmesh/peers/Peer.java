package org.chorusmesh.peers;

import java.util.List;
import java.util.OptionalLong;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.Extrapolation;
import org.chorusmesh.dynamics.Phases;
import org.jspecify.annotations.Nullable;

/**
 * One boot of one peer, as its newest admitted report and the history of its reports show it. Two
 * ages are kept apart: the <em>age</em> of the report is for extrapolation and always the true one;
 * the <em>silence</em> of the peer governs weight and eviction, and counts only this node's waking
 * time.
 */
final class Peer {

    private static final double SECONDS_PER_NANO = 1e-9;

    private static final long MIN_DISPLACEABLE_SILENCE_NANOS = 1_000_000_000L;

    private static final int DISPLACEABLE_PERIODS = 5;

    private final Boot boot;
    private final ReportRhythm rhythm;
    private final PathDelay path;
    private final Remedies remedies;
    private Report report;
    private long receivedNanos;
    private long silentSinceNanos;
    private long unansweredSinceNanos;
    private long sampledAtNanos;
    private long ownClockStoodStillAtNanos;
    private boolean ownClockStoodStill;
    private boolean echoed;
    private double factor;

    // Of the report, its path and its rhythm: what every step reads, kept here so that it need not
    // go and fetch it.
    private long lamport;
    private long periodNanos;
    private double phase;
    private double rate;
    private double naturalFrequency;
    private boolean joining;
    private boolean answered;
    private long answeredStampNanos;
    private long underWayNanos;
    private double usualSilenceNanos;

    /**
     * A peer that has just been heard for the first time.
     *
     * @param report its first report, still to be {@linkplain #accept accepted}
     * @param factor the operator's override, 0 … 1
     * @param wakingNanos the table's waking time
     * @param remedies what is done about the network
     */
    Peer(Report report, long receivedNanos, double factor, long wakingNanos, Remedies remedies) {
        this.remedies = remedies;
        this.boot = report.boot();
        this.report = report;
        this.receivedNanos = receivedNanos;
        this.factor = factor;
        this.rhythm = new ReportRhythm(report.gossipPeriodNanos());
        this.path = new PathDelay(receivedNanos, report.stampNanos());
        // A path without history has nothing queued on it.
        this.silentSinceNanos = wakingNanos;
        this.unansweredSinceNanos = wakingNanos;
        this.sampledAtNanos = wakingNanos;
    }

    /**
     * Takes over an admitted report.
     *
     * @param nowNanos the step's instant
     * @return whether the clocks at the two ends stepped against each other
     */
    PathDelay.ClockEvent accept(
            Report admitted,
            long receivedAtNanos,
            long nowNanos,
            long wakingNanos,
            Observer observer) {
        this.report = admitted;
        this.receivedNanos = receivedAtNanos;
        Echo answer = answerTo(observer, nowNanos, admitted.echoes());
        PathDelay.ClockEvent event =
                this.path.accept(
                        receivedAtNanos,
                        admitted.stampNanos(),
                        admitted.gossipPeriodNanos(),
                        answer);
        if (event == PathDelay.ClockEvent.OWN_STOOD_STILL) {
            this.ownClockStoodStill = true;
            this.ownClockStoodStillAtNanos = wakingNanos;
        }
        if (answer != null) {
            this.unansweredSinceNanos = wakingNanos;
        }
        // A report can only shorten a silence, down to what it had queued on its way.
        this.silentSinceNanos =
                Math.max(this.silentSinceNanos, wakingNanos - this.path.queueingNanos());
        if (wakingNanos != this.sampledAtNanos) {
            this.rhythm.sample(wakingNanos - this.sampledAtNanos);
            this.sampledAtNanos = wakingNanos;
        }
        keepAtHand();
        return event;
    }

    private void keepAtHand() {
        this.lamport = this.report.lamport();
        this.periodNanos = this.report.gossipPeriodNanos();
        this.phase = this.report.phase();
        this.rate = this.report.rate();
        this.naturalFrequency = this.report.naturalFrequency();
        this.joining = this.report.joining();
        this.answered = this.path.isKnown();
        this.answeredStampNanos = this.path.answeredStampNanos();
        this.underWayNanos = this.remedies.compensates() ? this.path.underWayNanos() : 0;
        this.usualSilenceNanos = this.rhythm.usualNanos(this.report.gossipPeriodNanos());
    }

    private @Nullable Echo answerTo(Observer observer, long nowNanos, List<Echo> echoes) {
        // By index: an iterator would keep the echoes that are looked at from staying in registers.
        for (int i = 0; i < echoes.size(); i++) {
            Echo echo = echoes.get(i);
            if (echo.bootBits() == observer.bootBits()) {
                long agoNanos = nowNanos - echo.stampNanos();
                if (agoNanos >= 0 && agoNanos <= observer.ttlNanos()) {
                    return echo;
                }
            }
        }
        return null;
    }

    String nodeId() {
        return this.report.nodeId();
    }

    Boot boot() {
        return this.boot;
    }

    long lamport() {
        return this.lamport;
    }

    @Nullable MeshSettings meshSettings() {
        return this.report.meshSettings();
    }

    boolean isJoining() {
        return this.joining;
    }

    void setFactor(double factor) {
        this.factor = factor;
    }

    long silenceNanos(long wakingNanos) {
        return wakingNanos - this.silentSinceNanos;
    }

    /** Whether another state of the same id may take this one's place. */
    boolean isDisplaceable(long wakingNanos) {
        return isDisplaceable(silenceNanos(wakingNanos), this.periodNanos);
    }

    static boolean isDisplaceable(long silenceNanos, long periodNanos) {
        return silenceNanos
                >= Math.max(MIN_DISPLACEABLE_SILENCE_NANOS, DISPLACEABLE_PERIODS * periodNanos);
    }

    Tombstone tombstone(long wakingNanos) {
        return new Tombstone(
                this.boot,
                lamport(),
                this.report.gossipPeriodNanos(),
                this.silentSinceNanos,
                wakingNanos);
    }

    /**
     * Whether its reports echo a stamp of this node's boot from within the last TTL: neither
     * replays nor deaf.
     */
    boolean isAnswering(long nowNanos, long ttlNanos) {
        return this.answered && nowNanos - this.answeredStampNanos <= ttlNanos;
    }

    boolean hasRoundTrip() {
        return this.answered;
    }

    /** Whether its path showed, within some waking time, that this node's own clock stood still. */
    boolean tellsOwnClockStoodStill(long wakingNanos, long withinNanos) {
        return this.ownClockStoodStill
                && wakingNanos - this.ownClockStoodStillAtNanos <= withinNanos;
    }

    void forgetOwnClockStoodStill() {
        this.ownClockStoodStill = false;
    }

    /** How far it may count before any override, 0 … 1. */
    double evidence(long nowNanos, long wakingNanos, long ttlNanos) {
        boolean heardBack = !this.remedies.demandsAnswers() || isAnswering(nowNanos, ttlNanos);
        if (this.joining || !heardBack) {
            return 0;
        }
        return fade(wakingNanos, ttlNanos);
    }

    /** The weight that its silence alone leaves it, 0 … 1. */
    double fade(long wakingNanos, long ttlNanos) {
        if (!this.remedies.forgets()) {
            return 1;
        }
        return Fade.weight(
                silenceNanos(wakingNanos),
                ReportRhythm.scaleNanos(this.usualSilenceNanos, ttlNanos));
    }

    double factor() {
        return this.factor;
    }

    double naturalFrequency() {
        return this.naturalFrequency;
    }

    /**
     * Its phase and rate at an instant.
     *
     * @param commonFrequency Ω as this node sees it, rad/s
     */
    Extrapolation at(long atNanos, double commonFrequency, double coupling) {
        if (!this.remedies.extrapolates()) {
            return new Extrapolation(this.phase, 0);
        }
        return Extrapolation.of(
                this.phase,
                this.rate,
                commonFrequency,
                coupling,
                ageNanos(atNanos) * SECONDS_PER_NANO);
    }

    private long ageNanos(long atNanos) {
        return atNanos - this.receivedNanos + this.underWayNanos;
    }

    /** The answer to its newest report. */
    Echo echo(long stampNanos) {
        this.echoed = true;
        return new Echo(
                this.boot.bits(), this.report.stampNanos(), stampNanos - this.receivedNanos);
    }

    boolean wasEchoed() {
        return this.echoed;
    }

    PeerState state(long nowNanos, long wakingNanos, long ttlNanos) {
        if (this.joining) {
            return PeerState.JOINING;
        }
        if (!isAnswering(nowNanos, ttlNanos)) {
            return (wakingNanos - this.unansweredSinceNanos >= ttlNanos)
                    ? PeerState.ONE_WAY
                    : PeerState.JOINING;
        }
        return (fade(wakingNanos, ttlNanos) < 1) ? PeerState.FADING : PeerState.LIVE;
    }

    boolean isSlow(long ttlNanos) {
        return this.report.gossipPeriodNanos() > ttlNanos / 5;
    }

    PeerView view(long nowNanos, long wakingNanos, double commonFrequency, Observer observer) {
        Extrapolation present = at(nowNanos, commonFrequency, observer.coupling());
        double evidence = evidence(nowNanos, wakingNanos, observer.ttlNanos());
        long silenceNanos = silenceNanos(wakingNanos);
        return new PeerView(
                nodeId(),
                this.boot,
                lamport(),
                Phases.wrap(present.phase()),
                present.rate(),
                this.naturalFrequency,
                ageNanos(nowNanos),
                silenceNanos,
                (double) silenceNanos / observer.ttlNanos(),
                evidence,
                evidence * this.factor,
                state(nowNanos, wakingNanos, observer.ttlNanos()),
                this.path.isKnown()
                        ? OptionalLong.of(this.path.roundTripNanos())
                        : OptionalLong.empty(),
                this.report.gossipPeriodNanos(),
                isSlow(observer.ttlNanos()));
    }
}
