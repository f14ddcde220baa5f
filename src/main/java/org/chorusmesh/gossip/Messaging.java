package org.chorusmesh.gossip;

import java.io.IOException;
import java.nio.channels.spi.SelectorProvider;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.chorusmesh.wire.FrameCodec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;
import zmq.msg.MsgAllocator;
import zmq.poll.Poller;

/**
 * A JeroMQ context with the options of a node's sockets. It is discarded as a whole once its I/O
 * thread has failed.
 */
class Messaging {

    /**
     * A subscription holds a prefix of at most 261 bytes; a handshake's properties need a little
     * more.
     */
    static final int MAX_UPSTREAM_BYTES = 4096;

    /**
     * At 20 reports a second not quite one second: the socket drops the newest, and what it keeps
     * only gets older.
     */
    private static final int SEND_HIGH_WATER = 16;

    private static final int RECEIVE_HIGH_WATER = 1000;
    private static final int UPSTREAM_HIGH_WATER = 64;
    private static final int RECONNECT_MILLIS = 100;
    private static final int RECONNECT_MAX_MILLIS = 400;

    /** Orders wake the waiting thread; this covers the unforeseen. */
    private static final int RECEIVE_TIMEOUT_MILLIS = 1000;

    /** Long enough for a goodbye to leave, short enough for the stop. */
    private static final int LINGER_MILLIS = 400;

    /**
     * Also how long JeroMQ keeps the timer of a handshake that is over. It sorts all timers each
     * time its I/O thread wakes. With its default of 30 s, the sorting outweighs all else where
     * many connections come up.
     */
    private static final int HANDSHAKE_MILLIS = 3000;

    private static final String IO_THREAD = "iothread";

    /**
     * A node has three. JeroMQ 0.6.0 loses the place of each socket that it cannot open, so many
     * more are there for a shortage of descriptors.
     */
    private static final int MAX_SOCKETS = 1024;

    private static final int MAX_REVIVALS = 256;
    private static final long REVIVAL_PAUSE_MILLIS = 5;

    private static final Logger logger = LoggerFactory.getLogger(Messaging.class);

    private final Threads threads;
    private final Runnable onFailure;
    private final ZMQ.Context context;
    private final AtomicBoolean failed = new AtomicBoolean();
    private final SelectorProvider dialling;

    private volatile @Nullable IoPulse pulse;

    /**
     * @param onFailure called once, on any thread, when the context can no longer be relied on
     */
    Messaging(Threads threads, Runnable onFailure) {
        this.threads = threads;
        this.onFailure = onFailure;
        this.dialling = dialling();
        this.context = ZMQ.context(1);
        this.context.setMaxSockets(MAX_SOCKETS);
        this.context.setThreadFactor(this::ioThread);
        // Any client can provoke these at will, so they are logged at debug level.
        this.context.setNotificationExceptionHandler(
                (thread, ex) -> logger.debug("A connection caused an error", ex));
    }

    /**
     * A socket that publishes. It is an XPUB: a plain PUB keeps all that its subscribers send,
     * while an XPUB lets this node read and discard it.
     */
    ZMQ.Socket publisher(byte[] topic) {
        ZMQ.Socket socket = this.context.socket(SocketType.XPUB);
        configure(
                socket,
                allocator(BoundedMessages.ofSubscriptions(MAX_UPSTREAM_BYTES, topic)),
                MAX_UPSTREAM_BYTES);
        socket.setSndHWM(SEND_HIGH_WATER);
        socket.setRcvHWM(UPSTREAM_HIGH_WATER);
        socket.setLinger(LINGER_MILLIS);
        socket.setEventHook(new AcceptWatch(this.threads.shortage()), AcceptWatch.EVENTS);
        return socket;
    }

    /**
     * A socket that subscribes. It is an XSUB: a plain SUB drops unwanted messages internally, and
     * does not return while a flood of them lasts.
     *
     * @param hook called on the I/O thread with the {@link ContactWatch#EVENTS}; null for none
     * @param localName under which the metadata of a message states the local address
     * @param nanoClock monotonic clock that stamps receipts
     */
    ZMQ.Socket subscriber(
            Iterable<byte[]> topics,
            ZEvent.@Nullable ZEventConsummer hook,
            String localName,
            LongSupplier nanoClock) {
        ZMQ.Socket socket = this.context.socket(SocketType.XSUB);
        configure(
                socket,
                allocator(BoundedMessages.ofReports(FrameCodec.MAX_FRAME_BYTES, nanoClock)),
                FrameCodec.MAX_FRAME_BYTES);
        socket.setRcvHWM(RECEIVE_HIGH_WATER);
        socket.setLinger(0);
        socket.setSelectorChooser((address, options) -> this.dialling);
        if (hook != null) {
            socket.setEventHook(hook, ContactWatch.EVENTS);
        }
        socket.setSelfAddressPropertyName(localName);
        topics.forEach((topic) -> subscribe(socket, topic));
        return socket;
    }

    private static void subscribe(ZMQ.Socket socket, byte[] topic) {
        byte[] subscription = new byte[topic.length + 1];
        subscription[0] = 1;
        System.arraycopy(topic, 0, subscription, 1, topic.length);
        socket.send(subscription, ZMQ.DONTWAIT);
    }

    /** A name for metadata that no peer can guess. */
    static String secretName() {
        return "Local-" + UUID.randomUUID();
    }

    /** The threads of the node that it belongs to. */
    Threads threads() {
        return this.threads;
    }

    /**
     * Ends the context once the owners of its sockets have closed them.
     *
     * @return the thread that does it, which gives up at the limit if the I/O thread is broken
     */
    Thread close(long limitNanos) {
        Thread terminator = this.threads.startOrRun("terminate", this.context::term);
        if (!terminator.isAlive()) {
            return terminator;
        }
        this.threads.startOrRun(
                "terminate-limit",
                () -> {
                    if (!Threads.join(terminator, limitNanos)) {
                        logger.warn("A messaging context did not end in time and is abandoned");
                        // No socket is owned by that thread, so this interrupt harms none.
                        terminator.interrupt();
                    }
                });
        return terminator;
    }

    /** Whether an error means that the context has no place for another socket, see there. */
    static boolean isFull(Throwable error) {
        return error instanceof ZMQException full && full.getErrorCode() == ZError.EMFILE;
    }

    /** Whether the context has failed. */
    boolean hasFailed() {
        return this.failed.get();
    }

    /** Asks the I/O thread for a sign of life. */
    void tap() {
        IoPulse current = this.pulse;
        if (current == null) {
            return;
        }
        try {
            // With the flag set the pipe would be closed.
            Thread.interrupted();
            current.tap();
        } catch (IOException ex) {
            fail(ex);
        }
    }

    /** How many signs of life the I/O thread has given. */
    long beats() {
        IoPulse current = this.pulse;
        return (current != null) ? current.beats() : 0;
    }

    /** Gives the context up, as after an error of its I/O thread. */
    void fail(Throwable reason) {
        if (this.failed.compareAndSet(false, true)) {
            if (!this.threads.shortage().isOne(reason)) {
                logger.error("An I/O thread has failed; all sockets are replaced", reason);
            }
            this.onFailure.run();
        }
    }

    /** For tests: where the channels of dialling sockets come from. */
    SelectorProvider dialling() {
        return new DiallingChannels(this.threads.shortage());
    }

    /** For tests: a way into the I/O thread. */
    MsgAllocator allocator(MsgAllocator allocator) {
        return allocator;
    }

    private void configure(ZMQ.Socket socket, MsgAllocator allocator, int maxBytes) {
        // Both: the limit does not see sizes that are negative as a long.
        socket.setMsgAllocator(allocator);
        socket.setMaxMsgSize(maxBytes);
        socket.setIPv6(true);
        // 0 would divide by zero on the I/O thread. Quick, because a joiner waits for the others to
        // dial it.
        socket.setReconnectIVL(RECONNECT_MILLIS);
        socket.setReconnectIVLMax(RECONNECT_MAX_MILLIS);
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        socket.setReceiveTimeOut(RECEIVE_TIMEOUT_MILLIS);
        // Left alone on purpose: ToS, which overwrites the send buffer; "immediate", which means
        // its opposite here; ZMTP
        // heartbeats, which miss silent peers and double the cost. Silence is the watchdog's.
    }

    private Thread ioThread(Runnable loop, String name) {
        boolean io = name.startsWith(IO_THREAD);
        return this.threads.create(
                io ? "io" : "reaper",
                () -> {
                    if (io && loop instanceof Poller poller) {
                        runWithPulse(poller);
                    } else {
                        keepRunning(loop);
                    }
                });
    }

    private void runWithPulse(Poller poller) {
        try (IoPulse own = new IoPulse(poller)) {
            this.pulse = own;
            keepRunning(poller);
        } catch (IOException ex) {
            fail(ex);
        }
    }

    /**
     * Runs an I/O loop. After an error nothing that it holds can be relied on, so the context is
     * given up; but the loop continues: without it the sockets could not be closed, and the port
     * would stay taken.
     */
    private void keepRunning(Runnable loop) {
        for (int revival = 0; revival <= MAX_REVIVALS; revival++) {
            try {
                loop.run();
                return;
            } catch (Throwable ex) {
                fail(ex);
                pause();
            }
        }
        logger.error("An I/O thread keeps failing and is given up");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(REVIVAL_PAUSE_MILLIS);
        } catch (InterruptedException ex) {
            // The flag stays cleared: it would close the channels of the I/O thread.
        }
    }
}
