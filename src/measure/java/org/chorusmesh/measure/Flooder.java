package org.chorusmesh.measure;

import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A process that publishes frames as fast as it can, for a limited time. */
final class Flooder {

    private static final int FRAMES = 200_000;

    private Flooder() {}

    /** Arguments: port, seconds, keyed. */
    public static void main(String[] args) {
        byte[][] frames = Frames.flood(FRAMES, Boolean.parseBoolean(args[2]));
        long seconds = Long.parseLong(args[1]);
        try (ZContext context = new ZContext()) {
            ZMQ.Socket socket = context.createSocket(SocketType.PUB);
            socket.bind("tcp://127.0.0.1:" + args[0]);
            long end = System.nanoTime() + seconds * 1_000_000_000L;
            for (int i = 0; (i & 1023) != 0 || System.nanoTime() - end < 0; i++) {
                socket.send(frames[i % FRAMES], 0);
            }
            socket.setLinger(0);
        }
    }
}
