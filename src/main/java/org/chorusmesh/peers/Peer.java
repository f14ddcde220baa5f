package org.chorusmesh.peers;

import org.chorusmesh.beat.PeerBeat;
import org.chorusmesh.causality.AdmissionRule;
import org.chorusmesh.causality.Boot;
import org.jspecify.annotations.Nullable;

/**
 * One boot of one peer, as its newest admitted report and the history of its reports show it. Two
 * ages are kept apart: the <em>age</em> of the report is for extrapolation and always the true one;
 * the <em>silence</em> of the peer governs weight and eviction, and counts only this node's waking
 * time.
 */
final class Peer {

    private final String nodeId;
    private final Boot boot;
    private final PeerRows rows;
    private final Remedies remedies;
    private final ReportRhythm rhythm;
    private final PathDelay path;
    private final PeerOrder order = new PeerOrder();
    private int row;
    private long lamport;
    private long stampNanos;
    private long receivedNanos;
    private long unansweredSinceNanos;
    private double factor;
    private @Nullable MeshSettings meshSettings;
    private @Nullable PeerBeat beat;
    private boolean joining;
    private @Nullable Long ownClockStoodStillAtNanos;
    private boolean echoed;

    /**
     * A peer that has just been heard for the first time.
     *
     * @param report its first report, still to be {@linkplain #accept accepted}
     * @param factor the operator's override, 0 … 1
     * @param rows where it keeps what every step reads
     * @param row its own row there
     * @param known the path that an earlier stay of this boot left; null for none
     */
    Peer(
            Report report,
            long receivedNanos,
            double factor,
            long wakingNanos,
            PeerRows rows,
            int row,
            Remedies remedies,
            KnownPaths.@Nullable Path known) {
        this.nodeId = report.nodeId();
        this.boot = report.boot();
        this.rows = rows;
        this.row = row;
        this.remedies = remedies;
        this.factor = factor;
        this.rhythm = new ReportRhythm(report.gossipPeriodNanos(), wakingNanos);
        // A path without history has nothing queued on it.
        this.path = KnownPaths.delay(known, receivedNanos, report.stampNanos());
        rows.setSilentSinceNanos(row, (known != null) ? known.silentSinceNanos() : wakingNanos);
        this.unansweredSinceNanos = wakingNanos;
    }

    /**
     * Takes over an admitted report.
     *
     * @param mostWaitedNanos how long the report has waited here at most
     * @return whether the clocks at the two ends stepped against each other
     */
    PathDelay.ClockEvent accept(
            Report admitted,
            long receivedAtNanos,
            long nowNanos,
            long wakingNanos,
            long mostWaitedNanos,
            Observer observer) {
        this.receivedNanos = receivedAtNanos;
        this.lamport = admitted.lamport();
        this.stampNanos = admitted.stampNanos();
        this.joining = admitted.joining();
        this.meshSettings = admitted.meshSettings();
        this.order.hear(admitted.order());
        this.beat =
                PeerBeat.hearing(
                        this.beat, admitted.beat(), admitted.phase(), admitted.naturalFrequency());
        Echo answer = Answer.to(observer, nowNanos, admitted.echoes());
        long periodNanos = admitted.gossipPeriodNanos();
        PathDelay.ClockEvent event =
                this.path.accept(receivedAtNanos, nowNanos, this.stampNanos, periodNanos, answer);
        if (event == PathDelay.ClockEvent.OWN_STOOD_STILL) {
            this.ownClockStoodStillAtNanos = wakingNanos;
        }
        this.unansweredSinceNanos = (answer != null) ? wakingNanos : this.unansweredSinceNanos;
        // A report can only shorten a silence, down to what it queued on its way and waited here.
        long waitedNanos = Math.min(mostWaitedNanos, Math.max(0, nowNanos - receivedAtNanos));
        long queuedSinceNanos = wakingNanos - waitedNanos - this.path.queueingNanos();
        this.rows.setSilentSinceNanos(
                this.row, Math.max(this.rows.silentSinceNanos(this.row), queuedSinceNanos));
        this.rhythm.hear(wakingNanos, waitedNanos, periodNanos, admitted.longestPeriodNanos());
        boolean compensates = this.remedies.compensates();
        long underWayNanos = compensates ? this.path.underWayNanos() : 0;
        double clockRatio = compensates ? this.path.clockRatio() : 1;
        this.rows.setOscillator(
                this.row,
                admitted.phase(),
                // In seconds of this end's clock, by which it is carried on.
                admitted.rate() / clockRatio,
                admitted.naturalFrequency(),
                receivedAtNanos - underWayNanos);
        this.rows.setEvidence(this.row, this.path.answeredStampNanos(), this.rhythm.usualNanos());
        putFactor();
        return event;
    }

    private void putFactor() {
        this.rows.setFactor(this.row, canCount() ? this.factor : 0);
    }

    /** Whether it has weight, as long as it is not silent and goes on answering. */
    private boolean canCount() {
        return !this.joining && (this.path.isKnown() || !this.remedies.demandsAnswers());
    }

    String nodeId() {
        return this.nodeId;
    }

    Boot boot() {
        return this.boot;
    }

    int row() {
        return this.row;
    }

    /** Its row has moved up. */
    void setRow(int row) {
        this.row = row;
    }

    long lamport() {
        return this.lamport;
    }

    @Nullable MeshSettings meshSettings() {
        return this.meshSettings;
    }

    /** What it says of beats; null if it takes part in the phase only. */
    @Nullable PeerBeat beat() {
        return this.beat;
    }

    PeerOrder order() {
        return this.order;
    }

    boolean isJoining() {
        return this.joining;
    }

    void setFactor(double factor) {
        this.factor = factor;
        putFactor();
    }

    long silenceNanos(long wakingNanos) {
        return wakingNanos - this.rows.silentSinceNanos(this.row);
    }

    /** Whether another state of the same id may take this one's place. */
    boolean isDisplaceable(long wakingNanos) {
        return AdmissionRule.isDisplaceable(silenceNanos(wakingNanos), statedPeriodNanos());
    }

    Tombstone tombstone(long wakingNanos) {
        return new Tombstone(
                this.boot,
                this.lamport,
                statedPeriodNanos(),
                this.rows.silentSinceNanos(this.row),
                wakingNanos);
    }

    KnownPaths.Path path(long wakingNanos) {
        return new KnownPaths.Path(
                this.boot, this.path, this.rows.silentSinceNanos(this.row), wakingNanos);
    }

    /**
     * Whether its reports echo a stamp of this node's boot from within the last TTL: neither
     * replays nor deaf.
     */
    boolean isAnswering(long nowNanos, long ttlNanos) {
        return this.path.isKnown() && this.rows.isAnswering(this.row, nowNanos, ttlNanos);
    }

    boolean hasRoundTrip() {
        return this.path.isKnown();
    }

    /** The smallest round trip of the recent past; only where there is one. */
    long roundTripNanos() {
        return this.path.roundTripNanos();
    }

    /** Whether its path showed, within some waking time, that this node's own clock stood still. */
    boolean tellsOwnClockStoodStill(long wakingNanos, long withinNanos) {
        Long at = this.ownClockStoodStillAtNanos;
        return at != null && wakingNanos - at <= withinNanos;
    }

    void forgetOwnClockStoodStill() {
        this.ownClockStoodStillAtNanos = null;
    }

    /** How far it may count before any override, 0 … 1. */
    double evidence(long nowNanos, long wakingNanos, long ttlNanos) {
        boolean heard = isAnswering(nowNanos, ttlNanos) || !this.remedies.demandsAnswers();
        return (heard && !this.joining) ? fade(wakingNanos, ttlNanos) : 0;
    }

    /** The weight that its silence alone leaves it, 0 … 1. */
    double fade(long wakingNanos, long ttlNanos) {
        return this.rows.fade(this.row, wakingNanos, ttlNanos);
    }

    /**
     * The waking time until its silence begins to take weight from it; not positive once it does.
     */
    long untilFadeNanos(long wakingNanos, long ttlNanos) {
        return this.rows.untilFadeNanos(this.row, wakingNanos, ttlNanos);
    }

    /** Its weight by its silence and the override alone, answered or not, 0 … 1. */
    double audibleWeight(long wakingNanos, long ttlNanos) {
        return this.joining ? 0 : fade(wakingNanos, ttlNanos) * this.factor;
    }

    /** The longest time between two reports with which it copes; 0 for a constant period only. */
    long copesWithNanos() {
        return this.rhythm.copesWithNanos();
    }

    /** The longest time between two reports with which it copes, as often as they are lost. */
    long longestPeriodNanos(long ttlNanos) {
        return this.rhythm.longestPeriodNanos(ttlNanos);
    }

    /** The delay of the path from it. */
    PathDelay delay() {
        return this.path;
    }

    /** Whether its reports come about as often as it states. */
    boolean isRegular() {
        return this.rhythm.isRegular();
    }

    /** The time to its next report that it states. */
    long statedPeriodNanos() {
        return this.rhythm.statedNanos();
    }

    /** The operator's override, 0 … 1. */
    double factor() {
        return this.factor;
    }

    boolean isMuted() {
        return this.factor == 0;
    }

    /** The receipt of its newest report on this node's clock. */
    long receivedNanos() {
        return this.receivedNanos;
    }

    /** The newest stamp of this node that it has answered; only where it has a round trip. */
    long answeredStampNanos() {
        return this.path.answeredStampNanos();
    }

    /** The answer to its newest report. */
    Echo echo(long nowNanos) {
        this.echoed = true;
        return new Echo(this.boot.bits(), this.stampNanos, nowNanos - this.receivedNanos);
    }

    boolean wasEchoed() {
        return this.echoed;
    }

    /** Waking time since it last answered this node, or since it was first heard. */
    long unansweredNanos(long wakingNanos) {
        return wakingNanos - this.unansweredSinceNanos;
    }
}
