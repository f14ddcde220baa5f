package org.chorusmesh.wire;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.peers.Report;
import org.jspecify.annotations.Nullable;

/**
 * Encodes reports as frames and decodes them: prefix, protobuf message and, if the mesh has keys,
 * MAC. It checks the form only; the node checks the ranges. A frame is checked in the order of
 * trust: size and prefix, MAC, and only then the message. Not thread-safe.
 */
public final class FrameCodec {

    /** The largest size of a frame, sent or received. */
    public static final int MAX_FRAME_BYTES = 64 * 1024;

    /**
     * The largest number of echoes in a report. As many fit into a frame together with the longest
     * names and {@value BeatReport#MAX_MEMBERS_A_PERIOD} member entries, if no echo was held for
     * more than a year.
     */
    public static final int MAX_ECHOES = 2048;

    /** As many echoes give way to each further entry, which has at most 300 bytes. */
    private static final int ECHOES_PER_ENTRY = 12;

    private final FramePrefix prefix;
    private final byte[] written;
    private final FrameMac mac;
    private final ReportReader reader = new ReportReader();

    /**
     * @param mesh name of the mesh, 1 … 255 bytes of UTF-8
     * @param keys the keys of the mesh: the first signs, all are accepted; empty for a mesh without
     *     keys
     * @throws IllegalArgumentException if the name or a key is out of range
     */
    public FrameCodec(String mesh, List<byte[]> keys) {
        this.prefix = new FramePrefix(mesh);
        this.written = this.prefix.written();
        this.mac = new FrameMac(keys);
    }

    /**
     * Encodes a report. Echoes beyond {@link #MAX_ECHOES} are left out, and 12 more of these for
     * each member entry beyond {@value BeatReport#MAX_MEMBERS_A_PERIOD}.
     */
    public byte[] encode(Report report) {
        org.chorusmesh.wire.proto.Report message =
                ReportMapper.toMessage(report, mostEchoes(report.beat()));
        int messageBytes = message.getSerializedSize();
        byte[] frame =
                Arrays.copyOf(this.written, this.written.length + messageBytes + this.mac.length());
        try {
            CodedOutputStream out =
                    CodedOutputStream.newInstance(frame, this.written.length, messageBytes);
            message.writeTo(out);
            out.checkNoSpaceLeft();
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
        this.mac.sign(frame);
        return frame;
    }

    private static int mostEchoes(@Nullable BeatReport beat) {
        int entries = (beat != null) ? beat.members().size() : 0;
        return MAX_ECHOES
                - ECHOES_PER_ENTRY * Math.max(0, entries - BeatReport.MAX_MEMBERS_A_PERIOD);
    }

    /** Decodes a frame. Never throws, whatever the bytes are. */
    public Decoded decode(byte[] frame) {
        int start = this.prefix.length();
        int end = frame.length - this.mac.length();
        if (end <= start
                || frame.length > MAX_FRAME_BYTES
                || !WireVersion.isRead(this.prefix.versionOf(frame))) {
            return Decoded.Refused.MALFORMED;
        }
        if (!this.mac.verify(frame)) {
            return Decoded.Refused.UNAUTHENTICATED;
        }
        // A later version branches here: the version is known and the frame is trusted.
        Report report = this.reader.read(frame, start, end);
        return (report != null) ? new Decoded.Readable(report) : parse(frame, start, end);
    }

    /**
     * Whether a refused frame holds a report with too many entries or lists, with an unknown state,
     * or with a member whose id is too long.
     *
     * @param frame longer than prefix and MAC together
     */
    public boolean hasUnreadableBeats(byte[] frame) {
        int start = this.prefix.length();
        try {
            return !BeatsMapper.isReadable(
                    org.chorusmesh.wire.proto.Report.parser()
                            .parseFrom(frame, start, frame.length - this.mac.length() - start)
                            .getBeats());
        } catch (InvalidProtocolBufferException ex) {
            return false;
        }
    }

    private static Decoded parse(byte[] frame, int start, int end) {
        try {
            org.chorusmesh.wire.proto.Report message =
                    org.chorusmesh.wire.proto.Report.parser().parseFrom(frame, start, end - start);
            return isReadable(message)
                    ? new Decoded.Readable(ReportMapper.toReport(message))
                    : Decoded.Refused.MALFORMED;
        } catch (InvalidProtocolBufferException ex) {
            return Decoded.Refused.MALFORMED;
        }
    }

    private static boolean isReadable(org.chorusmesh.wire.proto.Report message) {
        // The node checks ids as well; here a long one must not fill the inbox.
        return message.getNodeIdBytes().size() <= IdCache.MAX_BYTES
                && message.getEchoesCount() <= MAX_ECHOES
                && BeatsMapper.isReadable(message.getBeats());
    }
}
