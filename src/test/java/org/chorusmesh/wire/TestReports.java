package org.chorusmesh.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.causality.Boot;
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
        Report report = report(nodeId, lamport);
        return new Report(
                nodeId,
                report.boot(),
                lamport,
                report.stampNanos(),
                report.gossipPeriodNanos(),
                report.phase(),
                report.rate(),
                report.naturalFrequency(),
                false,
                true,
                List.of());
    }

    static byte[] join(byte[] start, byte[] rest) {
        return ByteBuffer.allocate(start.length + rest.length).put(start).put(rest).array();
    }
}
