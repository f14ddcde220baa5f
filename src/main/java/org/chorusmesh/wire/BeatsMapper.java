package org.chorusmesh.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberEntry;
import org.chorusmesh.members.MemberState;
import org.chorusmesh.wire.proto.Beats;
import org.chorusmesh.wire.proto.MemberEntry.State;
import org.jspecify.annotations.Nullable;

/** Maps the beat fields of reports to a protobuf message and back. */
final class BeatsMapper {

    private BeatsMapper() {}

    /**
     * Whether a message has no more entries and lists than allowed, known states only, and no id
     * that is too long.
     */
    static boolean isReadable(Beats message) {
        if (message.getMembersCount() > BeatReport.MAX_MEMBERS
                || message.getListsCount() > BeatReport.MAX_LISTS) {
            return false;
        }
        for (int i = 0; i < message.getMembersCount(); i++) {
            if (stateOf(message.getMembers(i).getStateValue()) == null
                    || message.getMembers(i).getNodeIdBytes().size() > IdCache.MAX_BYTES) {
                return false;
            }
        }
        return true;
    }

    static Beats toMessage(BeatReport beat) {
        Beats.Builder message =
                Beats.newBuilder().setNumber(beat.number()).setSettled(beat.settled());
        for (MemberEntry entry : beat.members()) {
            message.addMembers(toMessage(entry));
        }
        for (ListVote vote : beat.lists()) {
            message.addLists(
                    org.chorusmesh.wire.proto.ListVote.newBuilder()
                            .setEpoch(vote.epoch())
                            .setDigest(vote.digest())
                            .setRadius(vote.radius()));
        }
        return message.build();
    }

    private static org.chorusmesh.wire.proto.MemberEntry toMessage(MemberEntry entry) {
        return org.chorusmesh.wire.proto.MemberEntry.newBuilder()
                .setNodeId(entry.nodeId())
                .setIncarnation(entry.boot().incarnation())
                .setBoot(entry.boot().bits())
                .setLamport(entry.lamport())
                .setState(
                        switch (entry.state()) {
                            case SETTLED -> State.SETTLED;
                            case UNSETTLED -> State.UNSETTLED;
                            case GONE -> State.GONE;
                        })
                .setAgeMillis(entry.ageMillis())
                .build();
    }

    /**
     * Maps a message to the beat fields of a report.
     *
     * @throws IllegalArgumentException if a member has an unknown state
     */
    static BeatReport toBeatReport(Beats message) {
        List<MemberEntry> members = new ArrayList<>(message.getMembersCount());
        for (int i = 0; i < message.getMembersCount(); i++) {
            members.add(toEntry(message.getMembers(i)));
        }
        List<ListVote> lists = new ArrayList<>(message.getListsCount());
        for (int i = 0; i < message.getListsCount(); i++) {
            org.chorusmesh.wire.proto.ListVote vote = message.getLists(i);
            lists.add(new ListVote(vote.getEpoch(), vote.getDigest(), vote.getRadius()));
        }
        return new BeatReport(
                message.getNumber(),
                message.getSettled(),
                Collections.unmodifiableList(members),
                Collections.unmodifiableList(lists));
    }

    private static MemberEntry toEntry(org.chorusmesh.wire.proto.MemberEntry message) {
        MemberState state = stateOf(message.getStateValue());
        if (state == null) {
            throw new IllegalArgumentException(
                    "a member has the unknown state " + message.getStateValue());
        }
        return new MemberEntry(
                message.getNodeId(),
                new Boot(message.getIncarnation(), message.getBoot()),
                message.getLamport(),
                state,
                message.getAgeMillis());
    }

    /** The state with a number on the wire; null if there is none. */
    static @Nullable MemberState stateOf(long number) {
        if (number == State.SETTLED_VALUE) {
            return MemberState.SETTLED;
        }
        if (number == State.UNSETTLED_VALUE) {
            return MemberState.UNSETTLED;
        }
        return (number == State.GONE_VALUE) ? MemberState.GONE : null;
    }
}
