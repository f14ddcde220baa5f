package org.chorusmesh.measure;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * Members that do nothing but send and receive frames, each with sockets, threads and a context of
 * its own as a node has. Those that are in step send at the same time, and so do these. The end of
 * standard input ends them.
 */
final class BareMembers {

    private static final int SEND_HIGH_WATER = 16;
    private static final int RECEIVE_MILLIS = 1000;

    private BareMembers() {}

    /**
     * Arguments: port of the first, how many, port of the first that they dial, how many, frames a
     * second, bytes of a frame.
     */
    public static void main(String[] args) throws IOException {
        int[] values = IntStream.range(0, 6).map((i) -> Integer.parseInt(args[i])).toArray();
        for (int i = 0; i < values[1]; i++) {
            int port = values[0] + i;
            // Its only I/O thread is what a node has as well.
            ZContext context = new ZContext(1);
            new Thread(() -> send(context, port, values[4], values[5])).start();
            new Thread(() -> receive(context, values[2], values[3])).start();
        }
        while (System.in.read() >= 0) {
            // Waits for the end.
        }
        System.exit(0);
    }

    private static void send(ZContext context, int port, int framesPerSecond, int bytes) {
        ZMQ.Socket socket = context.createSocket(SocketType.XPUB);
        socket.setSndHWM(SEND_HIGH_WATER);
        socket.bind("tcp://127.0.0.1:" + port);
        byte[] frame = new byte[bytes];
        long periodMillis = 1000 / framesPerSecond;
        while (true) {
            try {
                TimeUnit.MILLISECONDS.sleep(
                        periodMillis - System.currentTimeMillis() % periodMillis);
            } catch (InterruptedException ex) {
                return;
            }
            socket.send(frame, ZMQ.DONTWAIT);
            while (socket.recv(ZMQ.DONTWAIT) != null) {
                // Subscriptions are read as a node reads them.
            }
        }
    }

    private static void receive(ZContext context, int firstPort, int count) {
        ZMQ.Socket socket = context.createSocket(SocketType.XSUB);
        socket.setReceiveTimeOut(RECEIVE_MILLIS);
        socket.send(new byte[] {1});
        for (int i = 0; i < count; i++) {
            socket.connect("tcp://127.0.0.1:" + (firstPort + i));
        }
        while (true) {
            socket.recv();
        }
    }
}
