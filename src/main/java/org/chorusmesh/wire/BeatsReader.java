package org.chorusmesh.wire;

import static org.chorusmesh.wire.MessageCursor.BYTES;
import static org.chorusmesh.wire.MessageCursor.FIXED64;
import static org.chorusmesh.wire.MessageCursor.VARINT;
import static org.chorusmesh.wire.proto.Beats.LISTS_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Beats.MEMBERS_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Beats.NUMBER_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.Beats.SETTLED_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.ListVote.DIGEST_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.ListVote.EPOCH_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.ListVote.RADIUS_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.MemberEntry.AGE_MILLIS_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.MemberEntry.BOOT_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.MemberEntry.INCARNATION_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.MemberEntry.LAMPORT_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.MemberEntry.NODE_ID_FIELD_NUMBER;
import static org.chorusmesh.wire.proto.MemberEntry.STATE_FIELD_NUMBER;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberEntry;
import org.chorusmesh.members.MemberState;

/** Reads the beat fields of a report for {@link ReportReader}. */
final class BeatsReader {

    private final MessageCursor in;
    private final IdCache ids;

    BeatsReader(MessageCursor in, IdCache ids) {
        this.in = in;
        this.ids = ids;
    }

    /** Reads the message that starts with its length at the cursor. */
    BeatReport read(int end) {
        int stop = this.in.stop(end);
        long number = 0;
        boolean settled = false;
        List<MemberEntry> members = List.of();
        List<ListVote> lists = List.of();
        while (this.in.isBefore(stop)) {
            switch (this.in.tag()) {
                case NUMBER_FIELD_NUMBER << 3 | VARINT -> number = this.in.varint(stop);
                case SETTLED_FIELD_NUMBER << 3 | VARINT -> settled = this.in.varint(stop) != 0;
                case MEMBERS_FIELD_NUMBER << 3 | BYTES -> {
                    if (members.isEmpty()) {
                        members = new ArrayList<>(BeatReport.MAX_MEMBERS_A_PERIOD);
                    }
                    members.add(entry(stop));
                }
                case LISTS_FIELD_NUMBER << 3 | BYTES -> {
                    if (lists.isEmpty()) {
                        lists = new ArrayList<>(BeatReport.MAX_LISTS);
                    }
                    lists.add(vote(stop));
                }
                default -> this.in.deferToParser();
            }
        }
        if (members.size() > BeatReport.MAX_MEMBERS || lists.size() > BeatReport.MAX_LISTS) {
            this.in.deferToParser();
        }
        return new BeatReport(
                number,
                settled,
                Collections.unmodifiableList(members),
                Collections.unmodifiableList(lists));
    }

    private MemberEntry entry(int end) {
        int stop = this.in.stop(end);
        String nodeId = "";
        long incarnation = 0;
        long boot = 0;
        long lamport = 0;
        MemberState state = null;
        long ageMillis = 0;
        while (this.in.isBefore(stop)) {
            switch (this.in.tag()) {
                case NODE_ID_FIELD_NUMBER << 3 | BYTES -> nodeId = this.ids.read(this.in, stop);
                case INCARNATION_FIELD_NUMBER << 3 | VARINT -> incarnation = this.in.varint(stop);
                case BOOT_FIELD_NUMBER << 3 | FIXED64 -> boot = this.in.fixed64(stop);
                case LAMPORT_FIELD_NUMBER << 3 | VARINT -> lamport = this.in.varint(stop);
                case STATE_FIELD_NUMBER << 3 | VARINT ->
                        state = BeatsMapper.stateOf(this.in.varint(stop));
                case AGE_MILLIS_FIELD_NUMBER << 3 | VARINT -> ageMillis = this.in.varint(stop);
                default -> this.in.deferToParser();
            }
        }
        if (state == null) {
            this.in.deferToParser();
            state = MemberState.GONE;
        }
        return new MemberEntry(nodeId, new Boot(incarnation, boot), lamport, state, ageMillis);
    }

    private ListVote vote(int end) {
        int stop = this.in.stop(end);
        long epoch = 0;
        long digest = 0;
        long radius = 0;
        while (this.in.isBefore(stop)) {
            switch (this.in.tag()) {
                case EPOCH_FIELD_NUMBER << 3 | VARINT -> epoch = this.in.varint(stop);
                case DIGEST_FIELD_NUMBER << 3 | FIXED64 -> digest = this.in.fixed64(stop);
                case RADIUS_FIELD_NUMBER << 3 | VARINT -> radius = this.in.varint(stop);
                default -> this.in.deferToParser();
            }
        }
        return new ListVote(epoch, digest, (int) radius);
    }
}
