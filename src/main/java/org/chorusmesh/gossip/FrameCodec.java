package org.chorusmesh.gossip;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;

/**
 * Reports as frames: prefix, protobuf message, and a MAC where the mesh has keys. It judges the
 * form only; ranges are the node's. A frame is taken apart in the order in which trust grows: size
 * and prefix, MAC, and only then the message. Belongs to one thread.
 */
final class FrameCodec {

    /** No frame is longer, ours or anybody's. */
    static final int MAX_FRAME_BYTES = 64 * 1024;

    /** No report holds more; this many always fit into a frame. */
    static final int MAX_ECHOES = 2048;

    private final FramePrefix prefix;
    private final byte[] written;
    private final FrameMac mac;
    private final ReportReader reader = new ReportReader();

    /**
     * @param mesh the mesh's name, 1 … 255 bytes of UTF-8
     * @param keys the first signs, each is accepted; none for an unauthenticated mesh
     * @throws IllegalArgumentException if the name or a key is out of range
     */
    FrameCodec(String mesh, List<byte[]> keys) {
        this.prefix = new FramePrefix(mesh);
        this.written = this.prefix.written();
        this.mac = new FrameMac(keys);
    }

    /** A report as this node sends it; echoes beyond {@link #MAX_ECHOES} are left out. */
    byte[] encode(Report report) {
        org.chorusmesh.gossip.wire.Report message = toMessage(report);
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
    Decoded decode(byte[] frame) {
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

    private static Decoded parse(byte[] frame, int start, int end) {
        try {
            org.chorusmesh.gossip.wire.Report message =
                    org.chorusmesh.gossip.wire.Report.parser().parseFrom(frame, start, end - start);
            return (message.getEchoesCount() > MAX_ECHOES)
                    ? Decoded.Refused.MALFORMED
                    : new Decoded.Readable(toReport(message));
        } catch (InvalidProtocolBufferException ex) {
            return Decoded.Refused.MALFORMED;
        }
    }

    private static org.chorusmesh.gossip.wire.Report toMessage(Report report) {
        org.chorusmesh.gossip.wire.Report.Builder message =
                org.chorusmesh.gossip.wire.Report.newBuilder()
                        .setNodeId(report.nodeId())
                        .setIncarnation(report.boot().incarnation())
                        .setBoot(report.boot().bits())
                        .setLamport(report.lamport())
                        .setStampNanos(report.stampNanos())
                        .setGossipPeriodNanos(report.gossipPeriodNanos())
                        .setPhase(report.phase())
                        .setRate(report.rate())
                        .setNaturalFrequency(report.naturalFrequency())
                        .setJoining(report.joining())
                        .setGoodbye(report.goodbye());
        List<Echo> echoes = report.echoes();
        int count = Math.min(echoes.size(), MAX_ECHOES);
        for (int i = 0; i < count; i++) {
            Echo echo = echoes.get(i);
            message.addEchoes(
                    org.chorusmesh.gossip.wire.Echo.newBuilder()
                            .setBoot(echo.bootBits())
                            .setStampNanos(echo.stampNanos())
                            .setHeldNanos(echo.heldNanos()));
        }
        if (report.meshSettings() != null) {
            message.setMeshSettings(MeshSettingsCodec.toMessage(report.meshSettings()));
        }
        return message.build();
    }

    static Report toReport(org.chorusmesh.gossip.wire.Report message) {
        int count = message.getEchoesCount();
        List<Echo> echoes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            org.chorusmesh.gossip.wire.Echo echo = message.getEchoes(i);
            echoes.add(new Echo(echo.getBoot(), echo.getStampNanos(), echo.getHeldNanos()));
        }
        return new Report(
                message.getNodeId(),
                new Boot(message.getIncarnation(), message.getBoot()),
                message.getLamport(),
                message.getStampNanos(),
                message.getGossipPeriodNanos(),
                message.getPhase(),
                message.getRate(),
                message.getNaturalFrequency(),
                message.getJoining(),
                message.getGoodbye(),
                Collections.unmodifiableList(echoes),
                message.hasMeshSettings()
                        ? MeshSettingsCodec.fromMessage(message.getMeshSettings())
                        : null);
    }
}
