package org.chorusmesh.wire;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.chorusmesh.peers.Report;

/**
 * Reports as frames: prefix, protobuf message, and a MAC where the mesh has keys. It judges the
 * form only; ranges are the node's. A frame is taken apart in the order in which trust grows: size
 * and prefix, MAC, and only then the message. Belongs to one thread.
 */
public final class FrameCodec {

    /** No frame is longer, ours or anybody's. */
    public static final int MAX_FRAME_BYTES = 64 * 1024;

    /**
     * No report holds more. So many fit into a frame beside the longest names and news of as many
     * members as a report may have, if none was held for more than a year.
     */
    public static final int MAX_ECHOES = 2048;

    private final FramePrefix prefix;
    private final byte[] written;
    private final FrameMac mac;
    private final ReportReader reader = new ReportReader();

    /**
     * @param mesh the mesh's name, 1 … 255 bytes of UTF-8
     * @param keys the first signs, each is accepted; none for an unauthenticated mesh
     * @throws IllegalArgumentException if the name or a key is out of range
     */
    public FrameCodec(String mesh, List<byte[]> keys) {
        this.prefix = new FramePrefix(mesh);
        this.written = this.prefix.written();
        this.mac = new FrameMac(keys);
    }

    /** A report as this node sends it; echoes beyond {@link #MAX_ECHOES} are left out. */
    public byte[] encode(Report report) {
        org.chorusmesh.wire.proto.Report message = ReportMapper.toMessage(report, MAX_ECHOES);
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

    /** Reads a frame; never throws, whatever the bytes. */
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
        // Later versions branch here, where the version is known and the frame is trusted.
        Report report = this.reader.read(frame, start, end);
        return (report != null) ? new Decoded.Readable(report) : parse(frame, start, end);
    }

    /**
     * Whether a frame that was refused holds a report, with more entries and lists than it may, or
     * with a state that there is not.
     *
     * @param frame longer than prefix and MAC
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
        return message.getEchoesCount() <= MAX_ECHOES && BeatsMapper.isReadable(message.getBeats());
    }
}
