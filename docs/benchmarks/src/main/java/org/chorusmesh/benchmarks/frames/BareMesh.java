package org.chorusmesh.benchmarks.frames;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A process with a full mesh of bare JeroMQ sockets, each member with a context, an XPUB and an
 * XSUB socket, as a node has them, that moves frames of the same size at the same rate.
 */
final class BareMesh {

    private static final byte[] SUBSCRIBE_TO_ALL = {1};

    private static final int HIGH_WATER_MARK = 16;

    private BareMesh() {}

    /**
     * Arguments: members, bytes of a frame, period in nanoseconds, first port, seconds to warm up,
     * seconds to count.
     */
    public static void main(String[] args) {
        int count = Integer.parseInt(args[0]);
        int bytes = Integer.parseInt(args[1]);
        long periodNanos = Long.parseLong(args[2]);
        int port = Integer.parseInt(args[3]);
        List<ZContext> contexts = new ArrayList<>();
        List<Latencies> receivers = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < count; i++) {
            ZContext context = new ZContext();
            contexts.add(context);
            ZMQ.Socket socket = context.createSocket(SocketType.XPUB);
            socket.setHWM(HIGH_WATER_MARK);
            socket.bind("tcp://127.0.0.1:" + (port + i));
            long first = System.nanoTime() + random.nextLong(periodNanos);
            start(() -> publish(socket, bytes, periodNanos, first));
        }
        for (int i = 0; i < count; i++) {
            ZMQ.Socket socket = contexts.get(i).createSocket(SocketType.XSUB);
            for (int j = 0; j < count; j++) {
                if (j != i) {
                    socket.connect("tcp://127.0.0.1:" + (port + j));
                }
            }
            socket.send(SUBSCRIBE_TO_ALL);
            Latencies latencies = new Latencies();
            receivers.add(latencies);
            start(() -> receive(socket, latencies));
        }
        MeshMeter.measure(
                receivers, Double.parseDouble(args[4]), Double.parseDouble(args[5]), () -> bytes);
        System.exit(0);
    }

    private static void publish(ZMQ.Socket socket, int bytes, long periodNanos, long first) {
        for (long next = first; ; next += periodNanos) {
            for (long now = System.nanoTime(); now < next; now = System.nanoTime()) {
                LockSupport.parkNanos(next - now);
            }
            byte[] frame = new byte[bytes];
            ByteBuffer.wrap(frame).putLong(System.nanoTime());
            socket.send(frame, ZMQ.DONTWAIT);
        }
    }

    private static void receive(ZMQ.Socket socket, Latencies latencies) {
        while (true) {
            byte[] frame = socket.recv();
            latencies.add(System.nanoTime() - ByteBuffer.wrap(frame).getLong());
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }
}
