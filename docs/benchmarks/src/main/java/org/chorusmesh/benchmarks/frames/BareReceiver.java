package org.chorusmesh.benchmarks.frames;

import java.util.concurrent.atomic.AtomicLong;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A process that does nothing with frames but receive them, by JeroMQ. */
final class BareReceiver {

    private BareReceiver() {}

    /** Arguments: {@code host:port} to connect to, seconds to warm up, seconds to count. */
    public static void main(String[] args) {
        AtomicLong frames = new AtomicLong();
        Thread receiver = new Thread(() -> receive(args[0], frames));
        receiver.setDaemon(true);
        receiver.start();
        Meter.measure(frames::get, Double.parseDouble(args[1]), Double.parseDouble(args[2]));
    }

    private static void receive(String address, AtomicLong frames) {
        ZMQ.Socket socket = new ZContext().createSocket(SocketType.SUB);
        socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
        socket.connect("tcp://" + address);
        while (true) {
            if (socket.recv() != null) {
                frames.lazySet(frames.get() + 1);
            }
        }
    }
}
