package org.chorusmesh.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.List;
import org.chorusmesh.node.ReportCheck;
import org.chorusmesh.peers.Report;

/**
 * Any bytes as a message, after the prefix of the mesh: nothing throws, the short way of reading
 * says what the generated parser says, and a report in range comes back when it is written again.
 */
public final class FrameFuzzTarget {

    private static final FrameCodec CODEC = new FrameCodec("fuzz", List.of());
    private static final byte[] PREFIX = new FramePrefix("fuzz").written();

    private FrameFuzzTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        byte[] frame = Arrays.copyOf(PREFIX, PREFIX.length + data.length);
        System.arraycopy(data, 0, frame, PREFIX.length, data.length);
        CODEC.decode(data);
        Decoded decoded = CODEC.decode(frame);
        Report shortWay = new ReportReader().read(frame, PREFIX.length, frame.length);
        if (shortWay != null) {
            same(shortWay, longWay(frame));
        }
        if (decoded instanceof Decoded.Readable readable
                && ReportCheck.isInRange(readable.report())
                && ReportCheck.isIdentified(readable.report())) {
            same(decoded, CODEC.decode(CODEC.encode(readable.report())));
        }
    }

    private static Report longWay(byte[] frame) {
        try {
            return ReportMapper.toReport(
                    org.chorusmesh.wire.proto.Report.parser()
                            .parseFrom(frame, PREFIX.length, frame.length - PREFIX.length));
        } catch (InvalidProtocolBufferException ex) {
            throw new AssertionError("The generated parser refuses what the short way reads", ex);
        }
    }

    private static void same(Object one, Object other) {
        if (!one.equals(other)) {
            throw new AssertionError(one + " is not " + other);
        }
    }
}
