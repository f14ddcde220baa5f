package org.chorusmesh.node;

import java.util.List;
import org.chorusmesh.beat.BeatCount;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.beat.ListState;
import org.chorusmesh.beat.Settling;
import org.chorusmesh.beat.StepPoll;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.peers.Observer;
import org.chorusmesh.peers.PeerTable;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Settings;
import org.jspecify.annotations.Nullable;

/** The beats of one node: their number, the peers in step, and the agreement of the members. */
final class BeatKeeper {

    /** Number of steps before and after a beat in which every step computes the agreement. */
    private static final int STEPS_AROUND_A_BEAT = 3;

    /** Number of looks at the peers in a TTL; a look comes at most once a gossip period. */
    private static final int LOOKS_PER_TTL = 16;

    private final BeatCount count;
    private final Settling settling = new Settling();
    private final StepPoll poll = new StepPoll();
    private final @Nullable MemberKeeper members;
    private boolean cameIn;
    private boolean besideMost;
    private boolean looked;
    private boolean jumped;
    private long lookedNanos;
    private int disputed;

    /**
     * @param configuration configuration of the node
     */
    BeatKeeper(NodeConfiguration configuration) {
        this.count =
                new BeatCount(
                        configuration.firstNumber(),
                        configuration.initialPhase(),
                        configuration.settings().naturalFrequency());
        this.members =
                (configuration.members() != null)
                        ? new MemberKeeper(configuration.identity(), configuration.members())
                        : null;
        this.cameIn = configuration.joinMode() == JoinMode.FREE;
    }

    /** Advances the time of the members. */
    void age(long wakingNanos, long elapsedNanos, Settings settings) {
        if (this.members != null) {
            this.members.age(wakingNanos, elapsedNanos, settings);
        }
    }

    /**
     * Takes over a report that the peer table has admitted.
     *
     * @param silenceNanos silence of the peer since
     */
    void hear(Report report, Verdict verdict, long silenceNanos) {
        if (this.members != null) {
            this.members.hear(report, verdict, silenceNanos);
        }
    }

    /** Records that a command moved the phase. */
    void jump(double phase, double moved, Settings settings) {
        this.count.jump();
        this.besideMost = false;
        this.looked = false;
        this.jumped = true;
        follow(phase, moved, settings);
    }

    /** Follows the phase. */
    void follow(double phase, double moved, Settings settings) {
        this.count.follow(phase, moved, settings.naturalFrequency());
    }

    /**
     * Whether the node starts first among peers that all join. A node that takes part in the phase
     * only waits for nobody.
     */
    boolean isFirst(PeerTable peers, long nowNanos, Observer observer) {
        return this.members == null || peers.beats().isFirst(this.count, nowNanos, observer);
    }

    /**
     * Records that the node has joined.
     *
     * @param peers the weighed peers whose phase it takes over; null if it starts at its own phase
     */
    void comeIn(double phase, @Nullable PeerTable peers, long nowNanos, Observer observer) {
        long own = this.count.number();
        long number =
                (peers != null)
                        ? peers.beats().mostGivenNumber(phase, nowNanos, observer, own)
                        : own;
        if (this.cameIn) {
            this.count.rejoin(number, phase);
        } else {
            this.count.begin(number, phase);
            this.cameIn = true;
        }
        this.settling.unsettle();
        this.besideMost = false;
    }

    /** The beat that the step has reached; null for none. */
    @Nullable FiredBeat fire(long nowNanos, long elapsedNanos, double rate) {
        return this.count.fire(nowNanos, elapsedNanos, rate);
    }

    /**
     * Looks at the peers from time to time, finds those in step, and follows their greatest number.
     */
    void look(PeerTable peers, long nowNanos, Observer observer) {
        // Measured by the clock, not in waking time, so that a node looks at once when it wakes.
        if (this.looked && nowNanos - this.lookedNanos < observer.ttlNanos() / LOOKS_PER_TTL) {
            return;
        }
        this.looked = true;
        this.lookedNanos = nowNanos;
        this.poll.clear();
        peers.beats().look(this.count, nowNanos, observer, this.poll);
        long lead = this.poll.lead(observer.naturalFrequency());
        this.disputed = this.poll.disputed(observer.naturalFrequency());
        boolean majority = this.poll.isMajorityOf(lead);
        boolean before = this.besideMost;
        this.besideMost = this.poll.isBesideMost(lead);
        this.count.leap(lead);
        if (lead > 0) {
            peers.beats().leapt(lead);
        }
        if (before && !this.besideMost) {
            // A turn that continued could overlap the next one.
            this.count.jump();
        }
        this.settling.look(
                majority, this.poll.counted() == 0, peers.wakingNanos(), observer.ttlNanos());
    }

    /**
     * Freezes the list of the epoch after the one that the number enters, and computes the
     * agreement.
     *
     * @param state state of the node
     * @param looking whether the node looks at its peers in this step
     * @param rate dθ/dt, rad/s
     * @param elapsedNanos time since the last step
     */
    void agree(
            PeerTable peers,
            NodeState state,
            boolean looking,
            double rate,
            long elapsedNanos,
            Settings settings) {
        if (this.members != null) {
            // An act needs the agreement at its own instant. Between beats there are no acts.
            // A command may have moved the phase past a beat.
            boolean near =
                    this.jumped
                            || isNear(rate, settings.stepNanos())
                            || isJustAfter(rate, elapsedNanos);
            this.jumped = false;
            this.members.agree(
                    this.count.number(),
                    state,
                    isSettled(state),
                    this.besideMost,
                    this.poll.counted() > 0,
                    looking || near,
                    elapsedNanos,
                    peers,
                    settings);
        }
    }

    /**
     * The time until the last step before the next beat, whose state the beat fires from.
     *
     * @param rate dθ/dt, rad/s
     * @param stepNanos the time from that step to the one that counts the beat
     * @return nanoseconds; 0 if the beat comes sooner than that
     */
    long untilLastStepNanos(double rate, long stepNanos) {
        return Math.max(0, this.count.untilNextNanos(rate) - stepNanos);
    }

    private boolean isNear(double rate, long stepNanos) {
        return isJustAfter(rate, stepNanos)
                || this.count.untilNextNanos(rate) <= STEPS_AROUND_A_BEAT * stepNanos;
    }

    private boolean isJustAfter(double rate, long stepNanos) {
        return this.count.turn() <= STEPS_AROUND_A_BEAT * Math.abs(rate) * stepNanos * 1e-9;
    }

    /**
     * The beat fields of the next report; null for none.
     *
     * @param heard number of peers that the node hears
     * @param periods number of gossip periods since the last report, ≥ 1
     */
    @Nullable BeatReport report(NodeState state, int heard, int periods) {
        return (this.members == null)
                ? null
                : new BeatReport(
                        this.count.number(),
                        isSettled(state),
                        this.members.nextEntries(heard, periods),
                        this.members.votes());
    }

    /** Whether news of members waits to be passed on. */
    boolean hasNews() {
        return this.members != null && this.members.hasNews();
    }

    /** Whether the node has agreement for the present beat. */
    boolean hasAgreement() {
        return this.members != null && this.members.present().agreed();
    }

    /**
     * The time to the next report for the agreement on the list of the next epoch to be reached in
     * time. A report that says that others have the list goes one link further, so each link takes
     * a report. The longest time is left to the end of the epoch, so that a report that TCP has to
     * send again comes in time all the same. Fewer links than reports leave equal times. Where
     * reports are lost, half of the time that is left is kept in reserve.
     *
     * @param rate dθ/dt, rad/s
     * @param stepNanos how often the node steps
     * @param mostNanos the longest time between two reports, ≥ 0
     * @param regular whether the reports of peers come in time
     * @return nanoseconds; at most the time until the step in which the node freezes another list
     */
    long toAgreeNanos(double rate, long stepNanos, long mostNanos, boolean regular) {
        if (this.members == null) {
            return Long.MAX_VALUE;
        }
        long beats = this.members.epochBeats();
        long epochNanos = this.count.untilNanos((this.count.number() / beats + 1) * beats, rate);
        // The nearest step could be the one before. A phase that stands still ends no epoch.
        long leftNanos = Math.min(epochNanos, Long.MAX_VALUE - stepNanos) + stepNanos / 2;
        int links = this.members.linksToAgree();
        if (!regular && links > 0) {
            return leftNanos / (2L * links);
        }
        long reports = 1 + Math.max(0, leftNanos - 1) / Math.max(1, mostNanos);
        long equalNanos = leftNanos / reports;
        return (links > 1)
                ? Math.min(equalNanos, Math.max(0, leftNanos - mostNanos) / (links - 1))
                : equalNanos;
    }

    private boolean isSettled(NodeState state) {
        return state == NodeState.RUNNING && this.settling.isSettled();
    }

    /** All known members, with their ages as of the last change or of {@link #membersNow()}. */
    List<MemberView> members() {
        return (this.members != null) ? this.members.views() : List.of();
    }

    /** All known members, with their present ages. */
    List<MemberView> membersNow() {
        return (this.members != null) ? this.members.viewsNow() : List.of();
    }

    /** Number of present members, this node included; 0 if it takes part in the phase only. */
    int presentMembers() {
        return (this.members != null) ? this.members.presentCount() : 0;
    }

    /** The beats after the last step. */
    BeatState state(NodeState state, double rate, long nowNanos, List<MemberView> views) {
        return new BeatState(
                this.count.number(),
                this.count.turn(),
                this.count.sign() * rate,
                nowNanos,
                this.count.nextNumber(),
                this.count.fired(),
                this.count.jumps(),
                isSettled(state),
                (this.members != null) ? this.members.epochBeats() : 1,
                (this.members != null) ? this.members.present() : ListState.NONE,
                (this.members != null) ? this.members.coming() : ListState.NONE,
                this.poll.counted(),
                this.poll.inStep(),
                this.poll.distant(),
                this.disputed,
                views);
    }
}
