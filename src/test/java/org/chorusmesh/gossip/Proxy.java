package org.chorusmesh.gossip;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy on loopback that can swallow everything from now on without closing anything, as a
 * network does that drops packets, and can let new connections through while the old ones stay
 * dead.
 */
final class Proxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    private volatile int frozenUpTo;

    Proxy(int target) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        this.target = target;
        start(this::accept);
    }

    String endpoint() {
        return "127.0.0.1:" + this.server.getLocalPort();
    }

    /** Freezes the connections there are, or also the next few. */
    void freeze(int next) {
        this.frozenUpTo = this.accepted.get() + next;
    }

    int accepted() {
        return this.accepted.get();
    }

    /** How many connections have been closed by who dialled. */
    int closed() {
        return this.closed.get();
    }

    @Override
    public void close() throws IOException {
        this.server.close();
        for (Socket socket : this.sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket near = this.server.accept();
                int number = this.accepted.incrementAndGet();
                Socket far = new Socket(this.server.getInetAddress(), this.target);
                this.sockets.add(near);
                this.sockets.add(far);
                start(
                        () -> {
                            pump(near, far, number);
                            this.closed.incrementAndGet();
                        });
                start(() -> pump(far, near, number));
            }
        } catch (IOException ex) {
            // Closed.
        }
    }

    private void pump(Socket from, Socket to, int number) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (number > this.frozenUpTo) {
                    out.write(buffer, 0, n);
                }
            }
        } catch (IOException ex) {
            // The end.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
