package org.chorusmesh.node;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.Decoded;
import org.chorusmesh.wire.FrameCodec;
import org.chorusmesh.wire.FramePrefix;

/**
 * Any messages, step by step, into a node: it never throws, its phase, weights, clock and beat
 * number stay in range, and no beat fires twice. The input is a sequence of: milliseconds until the
 * step (1 byte), length (1 byte), message.
 */
public final class NodeFuzzTarget {

    private static final long MAX_RISE = 1L << 20;
    private static final byte[] PREFIX = new FramePrefix("fuzz").written();
    private static final FrameCodec CODEC = new FrameCodec("fuzz", List.of());

    private NodeFuzzTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        TestNode node = new TestNode();
        ByteBuffer in = ByteBuffer.wrap(data);
        while (in.remaining() >= 2) {
            long millis = 4 * (in.get() & 0xff);
            byte[] message = new byte[Math.min(in.get() & 0xff, in.remaining())];
            in.get(message);
            NodeSnapshot before = node.node.snapshot();
            node.step(millis, reports(message));
            check(node.node.snapshot(), before);
        }
    }

    private static Report[] reports(byte[] message) {
        byte[] frame = Arrays.copyOf(PREFIX, PREFIX.length + message.length);
        System.arraycopy(message, 0, frame, PREFIX.length, message.length);
        List<Report> reports = new ArrayList<>();
        if (CODEC.decode(frame) instanceof Decoded.Readable readable) {
            reports.add(readable.report());
        }
        return reports.toArray(Report[]::new);
    }

    private static void check(NodeSnapshot snapshot, NodeSnapshot before) {
        long lamportBefore = before.lamport();
        demand(snapshot.phase() >= 0 && snapshot.phase() < 2 * Math.PI, snapshot);
        demand(Double.isFinite(snapshot.frequency()), snapshot);
        demand(snapshot.lamport() > lamportBefore, snapshot);
        demand(snapshot.lamport() - lamportBefore <= MAX_RISE, snapshot);
        BeatState beat = snapshot.beat();
        demand(beat.number() >= 0 && beat.number() <= BeatReport.MAX_NUMBER, beat);
        demand(beat.turn() >= 0 && beat.turn() < 2 * Math.PI, beat);
        FiredBeat fired = before.beat().fired();
        demand(
                fired == null
                        || fired.equals(beat.fired())
                        || fired.number() < beat.fired().number(),
                beat);
        for (PeerView peer : snapshot.peers()) {
            demand(peer.weight() >= 0 && peer.weight() <= 1, peer);
            demand(peer.phase() >= 0 && peer.phase() < 2 * Math.PI, peer);
            demand(Double.isFinite(peer.frequency()), peer);
        }
    }

    private static void demand(boolean holds, Object what) {
        if (!holds) {
            throw new AssertionError(what.toString());
        }
    }
}
