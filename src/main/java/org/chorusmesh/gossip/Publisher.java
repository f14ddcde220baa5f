package org.chorusmesh.gossip;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.FrameCodec;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;

/**
 * The socket that reports go out by, and the thread that owns it. Reports wait in a short queue
 * whose oldest gives way, so that nobody ever waits for the network.
 */
final class Publisher {

    private static final int QUEUE_LENGTH = 8;
    private static final long IDLE_MILLIS = 50;
    private static final int UPSTREAM_BATCH = 64;

    private final Messaging messaging;
    private final FrameCodec codec;
    private final byte[] topic;
    private final String uri;
    private final boolean insist;
    private final BlockingQueue<Report> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private volatile boolean stopped;
    private volatile boolean bound;
    private @Nullable Thread thread;

    /**
     * @param codec used by this publisher's thread alone
     * @param topic what every frame starts with
     * @param uri where to bind, with a numeric host
     * @param insist whether to go on trying where the address is taken, as by the socket that this
     *     one replaces
     */
    Publisher(Messaging messaging, FrameCodec codec, byte[] topic, String uri, boolean insist) {
        this.messaging = messaging;
        this.codec = codec;
        this.topic = topic;
        this.uri = uri;
        this.insist = insist;
    }

    /**
     * Binds, on the thread that owns the socket.
     *
     * @return the port, or the reason why there is none
     */
    CompletableFuture<Integer> start(Threads threads) {
        this.thread = threads.start("publish", this::run);
        return this.port;
    }

    /** Sends a report soon. Never blocks. */
    void publish(Report report) {
        while (!this.stopped && !this.queue.offer(report)) {
            this.queue.poll();
        }
    }

    /** Sends what is left in the queue, then closes the socket. */
    void stop() {
        this.stopped = true;
    }

    /** Whether it can be dialled. */
    boolean isBound() {
        return this.bound;
    }

    /** Waits for the thread's end. */
    boolean join(long limitNanos) {
        Thread started = this.thread;
        return started == null || Threads.join(started, limitNanos);
    }

    private void run() {
        try (ZMQ.Socket socket = this.messaging.publisher(this.topic)) {
            if (bind(socket)) {
                serve(socket);
            }
        } catch (Throwable ex) {
            // Whatever it is, it must not end unseen: a node that cannot publish needs new sockets.
            if (!this.port.completeExceptionally(ex)) {
                this.messaging.fail(ex);
            }
        } finally {
            this.bound = false;
        }
    }

    private boolean bind(ZMQ.Socket socket) {
        while (!this.stopped) {
            try {
                socket.bind(this.uri);
                String endpoint = socket.getLastEndpoint();
                this.bound = true;
                this.port.complete(
                        Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1)));
                return true;
            } catch (ZMQException ex) {
                if (!this.insist) {
                    throw ex;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS));
                Thread.interrupted();
            }
        }
        return false;
    }

    private void serve(ZMQ.Socket socket) {
        while (true) {
            boolean last = this.stopped;
            Report report = last ? this.queue.poll() : next();
            if (report == null && last) {
                // A set flag would make the close fail.
                Thread.interrupted();
                return;
            }
            try {
                if (report != null) {
                    socket.send(this.codec.encode(report), ZMQ.DONTWAIT);
                }
                discardUpstream(socket);
            } catch (ZMQException ex) {
                // An interrupt does not end this thread.
                if (ex.getErrorCode() != ZError.EINTR) {
                    throw ex;
                }
            }
        }
    }

    private @Nullable Report next() {
        try {
            return this.queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException ex) {
            // An interrupt does not end this thread, and must not stay set: sockets do not bear it.
            return null;
        }
    }

    /**
     * Subscriptions have taken effect by now, anything else is of no interest: but unread it would
     * pile up.
     */
    private void discardUpstream(ZMQ.Socket socket) {
        int count = 0;
        while (socket.recv(ZMQ.DONTWAIT) != null) {
            if (++count % UPSTREAM_BATCH == 0 && !this.queue.isEmpty()) {
                return;
            }
        }
    }
}
