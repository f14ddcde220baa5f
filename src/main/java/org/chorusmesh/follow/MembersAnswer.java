package org.chorusmesh.follow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.beat.ListState;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.Incarnation;
import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.MemberState;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.members.Members;
import org.chorusmesh.members.Slot;
import org.jspecify.annotations.Nullable;

/**
 * The members that a node knows, and the lists that it has frozen.
 *
 * @param self id of the node that answered
 * @param members all members that it knows
 * @param epochBeats beats in an epoch
 * @param present list of the present epoch
 * @param coming list of the next epoch
 */
record MembersAnswer(
        String self,
        List<MemberView> members,
        long epochBeats,
        ListState present,
        ListState coming) {

    /** The largest number of members that a node knows, itself included. */
    private static final int MAX_MEMBERS = Members.MAX_IDS + 1;

    private static final long MAX_EPOCH_BEATS = 1L << 40;

    private static final double MAX_MILLIS = 1e12;

    private static final double NANOS_PER_MILLI = 1e6;

    private static final List<String> STATES =
            List.of(MemberState.values()).stream()
                    .map((state) -> state.name().toLowerCase(Locale.ROOT))
                    .toList();

    /**
     * A node states which slots are held, but not the boots of the others. Any boot stands for
     * these.
     */
    private static final Boot SOME_BOOT = new Boot(1, 0);

    /**
     * Reads an answer.
     *
     * @throws FollowException if it is not that of a node
     */
    static MembersAnswer read(AnswerFields fields) throws FollowException {
        String self = null;
        List<MemberView> members = new ArrayList<>();
        for (AnswerFields each : fields.objects("members", MAX_MEMBERS)) {
            MemberView member = member(each);
            members.add(member);
            if (each.flag("self")) {
                self = member.nodeId();
            }
        }
        if (self == null) {
            throw new FollowException("is not a node: none of its members is the node itself");
        }
        long epochBeats = fields.whole("epochBeats", 1, MAX_EPOCH_BEATS);
        return new MembersAnswer(
                self,
                List.copyOf(members),
                epochBeats,
                list(fields.object("presentEpoch"), epochBeats),
                list(fields.object("comingEpoch"), epochBeats));
    }

    private static MemberView member(AnswerFields fields) throws FollowException {
        String state = fields.word("state", STATES);
        return new MemberView(
                fields.id("nodeId"),
                new Boot(fields.whole("incarnation", 1, Incarnation.MAX), fields.bits("bootId")),
                MemberState.valueOf(state.toUpperCase(Locale.ROOT)),
                (long) (fields.real("silenceMillis", 0, MAX_MILLIS) * NANOS_PER_MILLI),
                (long) (fields.real("ageMillis", 0, MAX_MILLIS) * NANOS_PER_MILLI),
                fields.flag("held"));
    }

    private static ListState list(AnswerFields fields, long epochBeats) throws FollowException {
        long first = fields.whole("firstNumber", 0, BeatReport.MAX_NUMBER + MAX_EPOCH_BEATS);
        int radius = (int) fields.whole("radius", 0, ListVote.MAX_RADIUS);
        boolean agreed = fields.flag("agreed");
        MemberList list = list(fields.ids("list", MAX_MEMBERS), fields.ids("held", MAX_MEMBERS));
        if (list == null) {
            return ListState.NONE;
        }
        return new ListState(first / epochBeats, list, fields.bits("digest"), radius, agreed);
    }

    private static @Nullable MemberList list(
            @Nullable List<String> ids, @Nullable List<String> held) throws FollowException {
        if (ids == null || held == null) {
            return null;
        }
        Set<String> heldIds = new HashSet<>(held);
        try {
            return MemberList.of(
                    ids.stream()
                            .map((id) -> new Slot(id, heldIds.contains(id) ? null : SOME_BOOT))
                            .toList());
        } catch (IllegalArgumentException ex) {
            throw new FollowException("is not a node: its list has " + ex.getMessage());
        }
    }
}
