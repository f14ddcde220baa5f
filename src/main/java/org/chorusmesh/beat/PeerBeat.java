package org.chorusmesh.beat;

import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.members.Votes;
import org.jspecify.annotations.Nullable;

/** The beats and lists that one boot of a peer has stated, and whether it is in step. */
public final class PeerBeat {

    private final StepMatch match = new StepMatch();
    private final Votes votes = new Votes();
    private long number;
    private long ahead;
    private double phase;
    private double turn;
    private int sign;
    private boolean settled;

    /** Whether its round trip was short enough, at the last look, to tell at which beat it is. */
    private boolean located;

    /** Whether it was beside this node when it lost its weight. */
    private boolean lostBeside;

    /**
     * What a peer states after an admitted report.
     *
     * @param before what it stated before; null for nothing
     * @param report the beat fields of the report; null if it takes part in the phase only
     * @param reportedPhase its phase, radians
     * @param naturalFrequency the natural frequency that it states, rad/s
     * @return null if it takes part in the phase only
     */
    public static @Nullable PeerBeat hearing(
            @Nullable PeerBeat before,
            @Nullable BeatReport report,
            double reportedPhase,
            double naturalFrequency) {
        if (report == null) {
            return null;
        }
        PeerBeat beat = (before != null) ? before : new PeerBeat();
        beat.hear(report, reportedPhase, naturalFrequency);
        return beat;
    }

    /**
     * Takes over an admitted report.
     *
     * @param report the beat fields of the report
     * @param reportedPhase its phase, radians
     * @param naturalFrequency the natural frequency that it states, rad/s
     */
    public void hear(BeatReport report, double reportedPhase, double naturalFrequency) {
        this.number = report.number();
        this.phase = reportedPhase;
        this.sign = BeatCount.signOf(naturalFrequency);
        this.turn = Phases.wrap(this.sign * reportedPhase);
        this.settled = report.settled();
        this.votes.hear(report.lists());
    }

    /**
     * By how much the peer is ahead.
     *
     * @param phaseNow its extrapolated phase, not wrapped, radians
     */
    private Lead lead(double phaseNow, BeatCount own) {
        return Lead.of(this.number, this.turn + this.sign * (phaseNow - this.phase), own);
    }

    /**
     * Checks whether the peer is in step. Called as often as the node looks at its peers.
     *
     * @param phaseNow its extrapolated phase, not wrapped, radians
     * @param near whether its round trip is short enough for its number to be exact
     * @param own this node's count
     * @param wakingNanos this node's waking time
     * @param ttlNanos the TTL
     * @param poll receives the result
     */
    public void look(
            double phaseNow,
            boolean near,
            BeatCount own,
            long wakingNanos,
            long ttlNanos,
            StepPoll poll) {
        this.lostBeside = false;
        this.located = near && this.sign == own.sign();
        if (!this.located) {
            this.match.lose();
            poll.add(near);
            return;
        }
        Lead lead = lead(phaseNow, own);
        this.ahead = lead.beats();
        this.match.look(lead, own.leapt(), wakingNanos, ttlNanos);
        if (this.match.isInStep()) {
            poll.addInStep(lead.beats());
        } else {
            poll.add(true);
        }
        if (this.match.isBeside()) {
            poll.addBeside(lead.beats());
        }
    }

    /** Records that the peer has no weight: it may be cut off, or this node may have slept. */
    public void lose() {
        this.lostBeside |= this.match.isBeside();
        this.match.lose();
    }

    /**
     * Follows a peer without weight that was beside this node to where it is if it went on. Both
     * can have moved apart since, and this node can have taken over another number.
     *
     * @param phaseNow its extrapolated phase, not wrapped, radians
     * @param own this node's count
     * @param poll receives the result
     */
    public void followLost(double phaseNow, BeatCount own, StepPoll poll) {
        if (this.lostBeside) {
            Lead lead = lead(phaseNow, own);
            this.ahead = lead.beats();
            poll.addLost(lead.beats() == 0 && lead.isBeside());
        }
    }

    /**
     * The number of this node for a phase, according to the peer: that of the unwrapped phase
     * nearest to that of the peer.
     *
     * @param phaseNow its extrapolated phase, not wrapped, radians
     * @param ownPhase the phase that this node takes over, radians
     */
    public long numberFor(double phaseNow, double ownPhase) {
        double own = Phases.wrap(this.sign * ownPhase);
        double turns = (this.turn + this.sign * (phaseNow - this.phase) - own) / Phases.TURN;
        return Math.max(0, this.number + (long) StrictMath.rint(turns));
    }

    /**
     * Its Φ/2π.
     *
     * @param phaseNow its extrapolated phase, not wrapped, radians
     */
    public double beats(double phaseNow) {
        return this.number + (this.turn + this.sign * (phaseNow - this.phase)) / Phases.TURN;
    }

    /** Records that the number of this node has jumped. */
    public void leapt(long beats) {
        this.ahead -= beats;
    }

    /**
     * Whether it was beside this node when it last had weight, and its number, if it went on from
     * there, is another.
     */
    public boolean isOfAnotherNumber() {
        return (this.match.isBeside() || this.lostBeside) && this.ahead != 0;
    }

    /**
     * Whether another beat of the peer was nearest to this node's, beside it or not, when it last
     * had weight.
     */
    public boolean isAtAnotherBeat() {
        return this.located && this.ahead != 0;
    }

    /**
     * Whether it was beside this node with the same number, when it last had weight, and has not
     * been heard since a number of both.
     *
     * @param past a number that this node has passed
     */
    public boolean hasPassedUnheard(long past) {
        return (this.match.isBeside() || this.lostBeside) && this.ahead == 0 && this.number < past;
    }

    /** Whether it was in step at the last look. */
    public boolean isInStep() {
        return this.match.isInStep();
    }

    /** Whether it states that it is in step with more than half of its peers. */
    public boolean isSettled() {
        return this.settled;
    }

    /** The number of its newest report, at that report's stamp. */
    public long number() {
        return this.number;
    }

    /** The votes that it has stated on its lists. */
    public Votes votes() {
        return this.votes;
    }
}
