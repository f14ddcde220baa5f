package org.chorusmesh.measure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A TCP relay on loopback that can delay what passes, or let nothing pass for a while. What is held
 * back arrives later, in order, as TCP delivers it after a partition.
 */
final class Relay implements AutoCloseable {

    private static final int CHUNK = 4096;
    private static final int MAX_WAITING = 4096;

    private final ServerSocket server;
    private final int target;
    private final double meanMillis;
    private final double spreadMillis;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /**
     * Listens at once.
     *
     * @param target the port on loopback that connections lead to
     * @param meanMillis mean delay of each direction, ms
     * @param spreadMillis delays are uniform within this much of the mean, ms
     */
    Relay(int port, int target, double meanMillis, double spreadMillis) throws IOException {
        this.server = new ServerSocket(port, 64, InetAddress.getLoopbackAddress());
        this.target = target;
        this.meanMillis = meanMillis;
        this.spreadMillis = spreadMillis;
        thread(this::accept);
    }

    /** Whether nothing passes. */
    void cut(boolean now) {
        this.cut = now;
    }

    private void accept() throws IOException, InterruptedException {
        while (!this.server.isClosed()) {
            Socket client = this.server.accept();
            client.setTcpNoDelay(true);
            this.sockets.add(client);
            thread(() -> connect(client));
        }
    }

    private void connect(Socket client) throws IOException, InterruptedException {
        awaitOpen();
        try {
            Socket node = new Socket(InetAddress.getLoopbackAddress(), this.target);
            node.setTcpNoDelay(true);
            this.sockets.add(node);
            pass(client, node);
            pass(node, client);
        } catch (IOException ex) {
            // Nobody listens there at present; the client dials again.
            end(client);
        }
    }

    private void pass(Socket from, Socket to) throws IOException {
        BlockingQueue<Chunk> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        Random random = new Random();
        thread(
                () -> {
                    try {
                        byte[] buffer = new byte[CHUNK];
                        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                            double millis =
                                    this.meanMillis
                                            + this.spreadMillis * (2 * random.nextDouble() - 1);
                            byte[] bytes = Arrays.copyOf(buffer, n);
                            waiting.put(
                                    new Chunk(bytes, System.nanoTime() + (long) (millis * 1e6)));
                        }
                    } finally {
                        waiting.put(new Chunk(null, System.nanoTime()));
                    }
                });
        thread(
                () -> {
                    try {
                        for (Chunk next = waiting.take(); next.bytes != null; ) {
                            TimeUnit.NANOSECONDS.sleep(next.dueNanos - System.nanoTime());
                            awaitOpen();
                            out.write(next.bytes);
                            next = waiting.take();
                        }
                    } finally {
                        end(from);
                        end(to);
                    }
                });
    }

    private void awaitOpen() throws InterruptedException {
        while (this.cut) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private void end(Socket socket) {
        this.sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException ex) {
            // It is closed all the same.
        }
    }

    @Override
    public void close() {
        try {
            this.server.close();
        } catch (IOException ex) {
            // Nobody dials any more.
        }
        this.cut = false;
        this.sockets.forEach(this::end);
    }

    private void thread(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException | InterruptedException ex) {
                                // One end has gone.
                            }
                        },
                        "relay-" + this.target);
        thread.setDaemon(true);
        thread.start();
    }

    /** What a thread does until its sockets close. */
    @FunctionalInterface
    private interface Work {

        void run() throws IOException, InterruptedException;
    }

    /** Bytes that wait; null at the end. */
    private static final class Chunk {

        private final byte[] bytes;
        private final long dueNanos;

        Chunk(byte[] bytes, long dueNanos) {
            this.bytes = bytes;
            this.dueNanos = dueNanos;
        }
    }
}
