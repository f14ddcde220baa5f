package org.chorusmesh.benchmarks.frames;

import java.util.List;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.FrameCodec;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A process that publishes reports as fast as it can, made ahead, of one member of a mesh. */
final class FloodSender {

    static final String MESH = "flooded";

    private static final int FRAMES = 200_000;

    private FloodSender() {}

    /** Argument: {@code host:port} to bind. Ends when it is killed. */
    public static void main(String[] args) {
        byte[][] frames = frames();
        try (ZContext context = new ZContext()) {
            ZMQ.Socket socket = context.createSocket(SocketType.PUB);
            socket.bind("tcp://" + args[0]);
            for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                socket.send(frames[i % FRAMES], 0);
            }
        }
    }

    private static byte[][] frames() {
        FrameCodec codec = new FrameCodec(MESH, List.of());
        Boot boot = new Boot(System.currentTimeMillis(), 0x0123456789abcdefL);
        byte[][] frames = new byte[FRAMES][];
        for (int i = 0; i < FRAMES; i++) {
            frames[i] = codec.encode(report(boot, i + 1L));
        }
        return frames;
    }

    private static Report report(Boot boot, long lamport) {
        long now = System.nanoTime();
        List<Echo> echoes =
                List.of(
                        new Echo(0x1122334455667788L, now, 3_000_000L),
                        new Echo(0x1122334455667789L, now, 3_000_000L));
        return new Report(
                "flooder", boot, lamport, now, 50_000_000L, 1.5, 6.28, 6.28, false, false, echoes);
    }
}
