package org.chorusmesh.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a port of loopback that counts bytes, and can be cut and joined. */
final class TcpProxy implements AutoCloseable {

    private final ServerSocket server;

    private final int target;

    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private final AtomicLong bytes = new AtomicLong();

    private volatile boolean cut;

    private volatile boolean frozen;

    TcpProxy(int target) {
        this.target = target;
        try {
            this.server =
                    new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        start(this::accept);
    }

    int port() {
        return this.server.getLocalPort();
    }

    /** How many bytes have come back. */
    long bytes() {
        return this.bytes.get();
    }

    /** Closes every connection, and each new one at once. */
    void cut() {
        this.cut = true;
        this.sockets.forEach(TcpProxy::close);
    }

    /** Swallows from now on what the target sends, without closing anything. */
    void freeze() {
        this.frozen = true;
    }

    /** Undoes a cut; what was frozen is closed, since it lacks a part. */
    void join() {
        if (this.frozen) {
            this.sockets.forEach(TcpProxy::close);
        }
        this.frozen = false;
        this.cut = false;
    }

    private void accept() {
        try {
            while (true) {
                connect(this.server.accept());
            }
        } catch (IOException ex) {
            // Closed.
        }
    }

    private void connect(Socket near) {
        this.sockets.add(near);
        if (this.cut) {
            close(near);
            return;
        }
        try {
            Socket far = new Socket(this.server.getInetAddress(), this.target);
            this.sockets.add(far);
            start(() -> pump(near, far, false));
            start(() -> pump(far, near, true));
        } catch (IOException ex) {
            // Nobody listens there.
            close(near);
        }
    }

    private void pump(Socket from, Socket to, boolean back) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (back && this.frozen) {
                    continue;
                }
                out.write(buffer, 0, n);
                this.bytes.addAndGet(back ? n : 0);
            }
        } catch (IOException ex) {
            // The end.
        }
        close(from);
        close(to);
        this.sockets.remove(from);
        this.sockets.remove(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            this.server.close();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        this.sockets.forEach(TcpProxy::close);
    }
}
