package org.chorusmesh.follow;

import java.util.List;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.beat.ListState;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.follow.NodeQuestions.Timed;
import org.jspecify.annotations.Nullable;

/**
 * Converts the answers of nodes to beats on this clock. Lists are taken only from the node that
 * this process acts for, since no other may decide what this process does alone. A jump is counted
 * if the phase differs from what the rate foretold, if another node answers, or if no node answered
 * for too long.
 */
final class FollowedBeats {

    private static final double NANOS_PER_SECOND = 1e9;

    /** In beats; nodes in step may differ by this much. */
    private static final double JUMP = 1.0 / 8;

    private final ClockOffset offset = new ClockOffset();
    private final @Nullable String actsFor;
    private BeatState state = NOTHING;
    private @Nullable String nodeId;
    private long jumps;
    private long nodeErrorNanos;

    static final BeatState NOTHING =
            new BeatState(
                    0,
                    0,
                    0,
                    0,
                    1,
                    null,
                    0,
                    false,
                    1,
                    ListState.NONE,
                    ListState.NONE,
                    0,
                    0,
                    0,
                    0,
                    List.of());

    /**
     * @param actsFor the id of the node that this process acts for; null for none
     */
    FollowedBeats(@Nullable String actsFor) {
        this.actsFor = actsFor;
    }

    /** The beats according to the last answers. */
    BeatState state() {
        return this.state;
    }

    /** Number of exchanges from which the clock offset is estimated. */
    int exchanges() {
        return this.offset.size();
    }

    /**
     * Error bound of the clock offset, nanoseconds: half of a round trip to the node, plus the
     * possible drift of the clocks since.
     */
    long clockErrorNanos() {
        return this.offset.errorNanos(this.state.atNanos());
    }

    /**
     * Error bound of the instants of beats, nanoseconds: that of the node plus that of the clock
     * offset.
     */
    long errorBoundNanos() {
        return this.nodeErrorNanos + clockErrorNanos();
    }

    /**
     * Takes over the answers of a node.
     *
     * @throws FollowException if they contradict each other; the state does not change then
     */
    void accept(Timed<BeatAnswer> timed, MembersAnswer members) throws FollowException {
        BeatAnswer beat = timed.value();
        if (!beat.nodeId().equals(members.self())) {
            throw new FollowException(
                    "is the URL of several nodes, %s and %s: give the URL of each one instead"
                            .formatted(members.self(), beat.nodeId()));
        }
        if (!ClockOffset.isPossible(
                timed.askedNanos(),
                beat.receivedNanos(),
                beat.sentNanos(),
                timed.answeredNanos())) {
            throw new FollowException("is not a node: the instants of its answer are impossible");
        }
        boolean same = beat.nodeId().equals(this.nodeId);
        if (!same) {
            this.offset.clear();
        }
        boolean steady =
                this.offset.add(
                        timed.askedNanos(),
                        beat.receivedNanos(),
                        beat.sentNanos(),
                        timed.answeredNanos());
        this.nodeId = beat.nodeId();
        this.nodeErrorNanos = beat.errorBoundNanos();
        boolean acts = beat.nodeId().equals(this.actsFor);
        BeatState next =
                state(
                        beat,
                        this.offset.toOwn(beat.sentNanos(), timed.answeredNanos()),
                        acts ? members.present() : ListState.NONE,
                        acts ? members.coming() : ListState.NONE,
                        members);
        boolean jump = !same || !steady || isJump(next);
        if (jump) {
            this.jumps++;
        }
        this.state =
                with(
                        next,
                        jump ? null : reached(next),
                        next.settled(),
                        next.present(),
                        next.coming());
    }

    /**
     * The beat that the node has reached. It may come sooner than this process expected, which
     * would wait for the one after it.
     */
    private static @Nullable FiredBeat reached(BeatState state) {
        return (state.rate() > 0)
                ? new FiredBeat(state.number(), 0, state.instantOf(state.number(), 0))
                : null;
    }

    private BeatState state(
            BeatAnswer beat,
            long atNanos,
            ListState present,
            ListState coming,
            MembersAnswer members) {
        return new BeatState(
                beat.number(),
                beat.phase() * Phases.TURN,
                beat.frequencyHz() * Phases.TURN,
                atNanos,
                beat.nextNumber(),
                null,
                this.jumps,
                beat.settled(),
                members.epochBeats(),
                present,
                coming,
                0,
                0,
                0,
                0,
                members.members());
    }

    private boolean isJump(BeatState next) {
        double seconds = (next.atNanos() - this.state.atNanos()) / NANOS_PER_SECOND;
        double led =
                this.state.beatsSince(next.number()) + seconds * this.state.rate() / Phases.TURN;
        return Math.abs(next.beatsSince(next.number()) - led) >= JUMP;
    }

    /** No node has answered for too long: there is no agreement, and every turn ends. */
    void lose() {
        this.jumps++;
        this.nodeId = null;
        this.state = with(this.state, null, false, ListState.NONE, ListState.NONE);
    }

    private BeatState with(
            BeatState of,
            @Nullable FiredBeat fired,
            boolean settled,
            ListState present,
            ListState coming) {
        return new BeatState(
                of.number(),
                of.turn(),
                of.rate(),
                of.atNanos(),
                of.nextNumber(),
                fired,
                this.jumps,
                settled,
                of.epochBeats(),
                present,
                coming,
                of.counted(),
                of.inStep(),
                of.distant(),
                of.disputed(),
                of.members());
    }
}
