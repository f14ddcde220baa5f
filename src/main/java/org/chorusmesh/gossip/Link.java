package org.chorusmesh.gossip;

import java.util.function.LongSupplier;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.peers.Report;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;

/**
 * A connection to one peer: a socket that subscribes, and the thread that owns it, waits on it, and
 * stamps each frame with its receipt. Waiting in {@code recv} costs a fraction of what a poller
 * over many sockets does. A socket takes an address only once, and not again after a protocol
 * error: each dial is a new one.
 */
final class Link implements Connection {

    private static final int MAX_INTERRUPTIONS = 100;

    private static final Logger logger = LoggerFactory.getLogger(Link.class);

    private final Address address;
    private final Messaging messaging;
    private final FrameCodec codec;
    private final Iterable<byte[]> topics;
    private final NodeIdentity self;
    private final ReportInbox inbox;
    private final LongSupplier nanoClock;

    private volatile long frames;
    private volatile long lastFrameNanos;
    private volatile boolean heardSelf;
    private volatile boolean stopped;
    private volatile boolean ended;
    private @Nullable Thread thread;

    /**
     * @param codec used by this link's thread alone
     */
    Link(
            Address address,
            Messaging messaging,
            FrameCodec codec,
            Iterable<byte[]> topics,
            NodeIdentity self,
            ReportInbox inbox,
            LongSupplier nanoClock) {
        this.address = address;
        this.messaging = messaging;
        this.codec = codec;
        this.topics = topics;
        this.self = self;
        this.inbox = inbox;
        this.nanoClock = nanoClock;
        this.lastFrameNanos = nanoClock.getAsLong();
    }

    /** Dials. */
    Link start(Threads threads) {
        this.thread = threads.start("link-" + this.address, this::run);
        return this;
    }

    @Override
    public long frames() {
        return this.frames;
    }

    @Override
    public long lastFrameNanos() {
        return this.lastFrameNanos;
    }

    @Override
    public boolean heardSelf() {
        return this.heardSelf;
    }

    @Override
    public boolean hasEnded() {
        return this.ended;
    }

    @Override
    public void stop() {
        this.stopped = true;
    }

    /** Waits for the thread's end. */
    boolean join(long limitNanos) {
        Thread started = this.thread;
        return started == null || Threads.join(started, limitNanos);
    }

    private void run() {
        try (ZMQ.Socket socket = this.messaging.subscriber(this.topics)) {
            socket.connect(this.address.uri());
            receive(socket);
        } catch (Throwable ex) {
            // Whatever it is, the watchdog must learn of it and dial anew.
            if (!this.stopped && !this.messaging.hasFailed()) {
                logger.warn("The connection to {} has ended", this.address, ex);
            }
        } finally {
            this.ended = true;
        }
    }

    private void receive(ZMQ.Socket socket) {
        int interruptions = 0;
        while (!this.stopped) {
            try {
                byte[] frame = socket.recv(0);
                if (frame != null) {
                    take(frame, this.nanoClock.getAsLong());
                }
                interruptions = 0;
            } catch (ZMQException ex) {
                // Nobody should interrupt this thread; who does must neither stop it nor make it
                // spin.
                if (ex.getErrorCode() != ZError.EINTR || ++interruptions > MAX_INTERRUPTIONS) {
                    throw ex;
                }
            }
        }
        // A set flag would make the close fail.
        Thread.interrupted();
    }

    private void take(byte[] frame, long nowNanos) {
        Decoded decoded = this.codec.decode(frame);
        if (decoded instanceof Decoded.Readable readable) {
            Report report = readable.report();
            this.inbox.offer(new Arrival(report, nowNanos));
            if (report.boot().equals(this.self.boot())
                    && report.nodeId().equals(this.self.nodeId())) {
                this.heardSelf = true;
            }
        } else {
            this.inbox.refuse((Decoded.Refused) decoded);
        }
        this.lastFrameNanos = nowNanos;
        this.frames++;
    }
}
