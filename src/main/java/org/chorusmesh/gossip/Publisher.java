package org.chorusmesh.gossip;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.FrameCodec;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;

/**
 * The socket that sends reports, and the thread that owns it. Reports wait in a short queue that
 * drops its oldest when full, so that no caller waits for the network.
 */
final class Publisher {

    /** A patience without an end, even if there is no sign that the port is merely taken. */
    static final long FOR_EVER = Long.MAX_VALUE;

    private static final int QUEUE_LENGTH = 8;
    private static final long RETRY_MILLIS = 50;

    /** Subscriptions need no attention before the next report, which takes them in first. */
    private static final long IDLE_MILLIS = 1000;

    private static final int UPSTREAM_BATCH = 64;

    private final Messaging messaging;
    private final FrameCodec codec;
    private final byte[] topic;
    private final Address address;
    private final long patienceNanos;
    private final BlockingQueue<Report> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
    private final Semaphore wakeUps = new Semaphore(0);
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final CompletableFuture<Boolean> tried = new CompletableFuture<>();

    private volatile boolean stopped;
    private volatile boolean bound;
    private @Nullable Thread thread;

    /**
     * @param codec used by this publisher's thread alone
     * @param topic what every frame starts with
     * @param address where to bind
     * @param patienceNanos how long to keep trying while the address is taken
     */
    Publisher(
            Messaging messaging,
            FrameCodec codec,
            byte[] topic,
            Address address,
            long patienceNanos) {
        this.messaging = messaging;
        this.codec = codec;
        this.topic = topic;
        this.address = address;
        this.patienceNanos = patienceNanos;
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

    /** Completes after the first attempt to bind: whether it was the last one. */
    CompletableFuture<Boolean> tried() {
        return this.tried;
    }

    /** Sends a report soon. Never blocks. */
    void publish(Report report) {
        while (!this.stopped && !this.queue.offer(report)) {
            this.queue.poll();
        }
        this.wakeUps.release();
    }

    /** Sends what is left in the queue, then closes the socket. */
    void stop() {
        this.stopped = true;
        this.wakeUps.release();
    }

    /** Whether it can be dialled. */
    boolean isBound() {
        return this.bound;
    }

    /** Waits for the end of the thread. */
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
            // No failure may go unseen: a node that cannot publish needs new sockets. Who waits for
            // the port sees it, and nobody waits for that of a replacement.
            boolean read = this.port.completeExceptionally(ex);
            if (!read || this.patienceNanos == FOR_EVER) {
                this.messaging.fail(ex);
            }
        } finally {
            this.bound = false;
            this.tried.complete(true);
            // Stopped before it was bound.
            this.port.cancel(false);
        }
    }

    private boolean bind(ZMQ.Socket socket) {
        long beganNanos = System.nanoTime();
        while (!this.stopped) {
            try {
                socket.bind(this.address.uri());
                String endpoint = socket.getLastEndpoint();
                this.bound = true;
                this.port.complete(
                        Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1)));
                this.tried.complete(true);
                return true;
            } catch (ZMQException ex) {
                boolean hopeful =
                        this.tried.isDone()
                                || this.patienceNanos == FOR_EVER
                                || Binding.isTaken(this.address);
                if (!hopeful || System.nanoTime() - beganNanos >= this.patienceNanos) {
                    throw ex;
                }
                this.tried.complete(false);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS));
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
            this.wakeUps.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            return this.queue.poll();
        } catch (InterruptedException ex) {
            // An interrupt does not end this thread, and must not stay set: it would make the
            // sockets fail.
            return null;
        }
    }

    /**
     * Reads and discards what subscribers send, since it would pile up unread. Subscriptions have
     * taken effect by now.
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
