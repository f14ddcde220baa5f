package org.chorusmesh.follow;

import java.util.List;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.ListState;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.follow.NodeQuestions.Timed;
import org.jspecify.annotations.Nullable;

/**
 * Turns the answers of nodes into beats on the own clock. Lists are taken only from the node that
 * this process acts for: no other may decide what this one does alone. A jump is counted where the
 * phase is not where the rate had led it, or another node answers, or there was none for a while.
 */
final class FollowedBeats {

    private static final double NANOS_PER_SECOND = 1e9;

    /** In beats, as neighbours in step may differ by so much. */
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
     * Beats of nobody yet.
     *
     * @param actsFor the id of the node that this process acts for; null for none
     */
    FollowedBeats(@Nullable String actsFor) {
        this.actsFor = actsFor;
    }

    /** The beats by the last answers. */
    BeatState state() {
        return this.state;
    }

    /** How many exchanges the offset of the clock rests on. */
    int exchanges() {
        return this.offset.size();
    }

    /** Half of the round trip to the node, and what its clock may have drifted since. */
    long clockErrorNanos() {
        return this.offset.errorNanos(this.state.atNanos());
    }

    /** By how much the instants of beats may be wrong, the node's own error included. */
    long errorBoundNanos() {
        return this.nodeErrorNanos + clockErrorNanos();
    }

    /**
     * Takes the answers of a node.
     *
     * @throws FollowException if they contradict each other; nothing has changed then
     */
    void accept(Timed<BeatAnswer> timed, MembersAnswer members) throws FollowException {
        BeatAnswer beat = timed.value();
        if (!beat.nodeId().equals(members.self())) {
            throw new FollowException(
                    "is answered by several nodes, %s and %s: name each by a URL of its own"
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
        if (!same || !steady || isJump(next)) {
            this.jumps++;
        }
        this.state = with(next, next.settled(), next.present(), next.coming());
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

    /** No node has answered for too long: nothing is agreed, and no turn goes on. */
    void lose() {
        this.jumps++;
        this.nodeId = null;
        this.state = with(this.state, false, ListState.NONE, ListState.NONE);
    }

    private BeatState with(BeatState of, boolean settled, ListState present, ListState coming) {
        return new BeatState(
                of.number(),
                of.turn(),
                of.rate(),
                of.atNanos(),
                of.nextNumber(),
                of.fired(),
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
