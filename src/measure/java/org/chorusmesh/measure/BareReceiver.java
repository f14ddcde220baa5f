package org.chorusmesh.measure;

import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A process that does nothing with frames but receive them. */
final class BareReceiver {

    private BareReceiver() {}

    /** Arguments: port, seconds to warm up, seconds to count. Prints frames a second. */
    public static void main(String[] args) {
        try (ZContext context = new ZContext()) {
            ZMQ.Socket socket = context.createSocket(SocketType.SUB);
            socket.subscribe(Frames.PREFIX);
            socket.setReceiveTimeOut(1000);
            socket.connect("tcp://127.0.0.1:" + args[0]);
            count(socket, Long.parseLong(args[1]));
            System.out.println(count(socket, Long.parseLong(args[2])));
        }
    }

    private static long count(ZMQ.Socket socket, long seconds) {
        long begin = System.nanoTime();
        long frames = 0;
        while (System.nanoTime() - begin < seconds * 1_000_000_000L) {
            frames += (socket.recv() != null) ? 1 : 0;
        }
        return frames / seconds;
    }
}
