package org.chorusmesh.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberEntry;
import org.chorusmesh.members.MemberState;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;

/** Reports for tests. */
public final class TestReports {

    private TestReports() {}

    public static Boot boot(String nodeId) {
        return new Boot(1_700_000_000_000L, nodeId.hashCode() * 0x9E3779B97F4A7C15L);
    }

    public static Report report(String nodeId, long lamport) {
        return report(nodeId, lamport, 0);
    }

    public static Report report(String nodeId, long lamport, int echoes) {
        List<Echo> list = new ArrayList<>();
        for (int i = 0; i < echoes; i++) {
            list.add(new Echo(i, lamport - i, -i));
        }
        return new Report(
                nodeId,
                boot(nodeId),
                lamport,
                -5_000 + lamport,
                50_000_000,
                1.25,
                6.5,
                6.283185307179586,
                false,
                false,
                list);
    }

    public static Report goodbye(String nodeId, long lamport) {
        return report(nodeId, lamport).toBuilder().goodbye(true).build();
    }

    /** A report with something to say of beats, or null for nothing. */
    public static Report with(Report report, BeatReport beat) {
        return report.toBuilder().beat(beat).build();
    }

    /** News of so many members and so many lists. */
    public static BeatReport beats(int members, int lists) {
        MemberState[] states = MemberState.values();
        List<MemberEntry> entries = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            String nodeId = "member-" + i;
            entries.add(
                    new MemberEntry(
                            nodeId, boot(nodeId), 40 + i, states[i % states.length], 100L * i));
        }
        List<ListVote> votes = new ArrayList<>();
        for (int i = 0; i < lists; i++) {
            votes.add(new ListVote(7 + i, 0x9E3779B97F4A7C15L * (i + 1), 2 - i));
        }
        return new BeatReport(1_790_000_000L, true, entries, votes);
    }

    static byte[] join(byte[] start, byte[] rest) {
        return ByteBuffer.allocate(start.length + rest.length).put(start).put(rest).array();
    }
}
