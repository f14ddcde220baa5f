package org.chorusmesh.gossip;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.Decoded;
import org.chorusmesh.wire.FrameCodec;
import org.chorusmesh.wire.FramePrefix;
import org.chorusmesh.wire.WireVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;

/**
 * A connection to one peer: a socket that subscribes, and the thread that owns it, waits on it, and
 * stamps each frame with the time of receipt. Waiting in {@code recv} costs a fraction of a poller
 * over many sockets. A socket dials an address only once, and not again after a protocol error, so
 * each dial opens a new socket.
 */
final class Link implements Connection {

    private static final int MAX_INTERRUPTIONS = 100;

    /** A few damaged frames of a peer that is heard say nothing about its address. */
    private static final int REFUSALS_TO_TELL = 3;

    private static final Logger logger = LoggerFactory.getLogger(Link.class);

    private final Address address;
    private final Messaging messaging;
    private final FrameCodec codec;
    private final FramePrefix prefix;
    private final NodeIdentity self;
    private final ReportInbox inbox;
    private final LongSupplier nanoClock;
    private final boolean probed;
    private final ContactWatch watch = new ContactWatch();

    private volatile long frames;
    private volatile long lastFrameNanos;
    private volatile boolean heardSelf;
    private volatile boolean stopped;
    private volatile boolean ended;
    private volatile @Nullable Finding finding;
    private boolean probing;
    private int refusedInARow;
    private String heardId = "";
    private @Nullable Thread thread;

    /**
     * @param codec used by this link's thread alone
     * @param prefix of this node's mesh
     * @param probing whether to ask for the reports of any mesh at first
     */
    Link(
            Address address,
            Messaging messaging,
            FrameCodec codec,
            FramePrefix prefix,
            NodeIdentity self,
            ReportInbox inbox,
            LongSupplier nanoClock,
            boolean probing) {
        this.address = address;
        this.messaging = messaging;
        this.codec = codec;
        this.prefix = prefix;
        this.self = self;
        this.inbox = inbox;
        this.nanoClock = nanoClock;
        this.probed = probing;
        this.probing = probing;
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
    public @Nullable Finding finding() {
        return this.finding;
    }

    @Override
    public Contact contact() {
        return this.watch.contact();
    }

    @Override
    public boolean hasEnded() {
        return this.ended;
    }

    @Override
    public void stop() {
        this.stopped = true;
    }

    /** Waits for the end of the thread. */
    boolean join(long limitNanos) {
        Thread started = this.thread;
        return started == null || Threads.join(started, limitNanos);
    }

    private void run() {
        List<byte[]> topics = new ArrayList<>(this.prefix.read());
        if (this.probed) {
            topics.add(FramePrefix.ofAnyMesh());
        }
        try (ZMQ.Socket socket = this.messaging.subscriber(topics, this.watch)) {
            socket.connect(this.address.uri());
            receive(socket);
        } catch (Throwable ex) {
            // The watch must see that this has ended, for any reason, and dial again.
            if (!this.stopped && !this.messaging.hasFailed()) {
                logger.warn("The connection to {} has failed", this.address, ex);
            }
        } finally {
            this.ended = true;
        }
    }

    private void receive(ZMQ.Socket socket) {
        int interruptions = 0;
        while (!this.stopped && !this.watch.reachedItself()) {
            try {
                byte[] frame = socket.recv(0);
                if (frame != null) {
                    take(frame, this.nanoClock.getAsLong());
                    stopProbing(socket);
                }
                interruptions = 0;
            } catch (ZMQException ex) {
                // No interrupt is expected; one must neither stop this thread nor make it spin.
                if (ex.getErrorCode() != ZError.EINTR || ++interruptions > MAX_INTERRUPTIONS) {
                    throw ex;
                }
            }
        }
        // A set flag would make the close fail.
        Thread.interrupted();
    }

    private void take(byte[] frame, long nowNanos) {
        this.watch.delivered();
        Decoded decoded = this.codec.decode(frame);
        if (decoded instanceof Decoded.Readable readable) {
            take(readable.report(), nowNanos);
        } else if (!refuse(frame, (Decoded.Refused) decoded)) {
            return;
        }
        this.lastFrameNanos = nowNanos;
        this.frames++;
    }

    private void take(Report report, long nowNanos) {
        this.inbox.offer(new Arrival(report, nowNanos));
        this.refusedInARow = 0;
        if (report.goodbye()) {
            this.finding = Finding.of(AddressState.SILENT);
        } else if (!isHeard(report)) {
            this.finding = Finding.of(report);
            this.heardId = report.nodeId();
        }
        if (report.boot().equals(this.self.boot()) && report.nodeId().equals(this.self.nodeId())) {
            this.heardSelf = true;
        }
    }

    /** Whether its writer is the one that is heard already. Runs for each frame of a flood. */
    private boolean isHeard(Report report) {
        Finding last = this.finding;
        return last != null
                && last.state() == AddressState.HEARD
                && report.boot().equals(last.boot())
                && report.nodeId().equals(this.heardId);
    }

    /** Whether the frame counts; one that was only probed for does not. */
    private boolean refuse(byte[] frame, Decoded.Refused reason) {
        Finding refused = refusal(frame, reason);
        Finding last = this.finding;
        boolean oneOfMany = last != null && last.state() == AddressState.HEARD;
        if (!oneOfMany || ++this.refusedInARow >= REFUSALS_TO_TELL) {
            this.finding = refused;
        }
        boolean foreign =
                refused.state() == AddressState.OTHER_MESH
                        || refused.state() == AddressState.OTHER_VERSION;
        if (foreign && this.probed) {
            return false;
        }
        this.inbox.refuse(reason);
        return true;
    }

    private Finding refusal(byte[] frame, Decoded.Refused reason) {
        if (reason == Decoded.Refused.UNAUTHENTICATED) {
            return Finding.of(AddressState.UNAUTHENTICATED);
        }
        int version = this.prefix.versionOf(frame);
        if (version >= 0) {
            return Finding.of(
                    WireVersion.isRead(version)
                            ? AddressState.MALFORMED
                            : AddressState.OTHER_VERSION);
        }
        String mesh = FramePrefix.meshOf(frame);
        // JeroMQ may take other protocols for ZMTP 1.0, and deliver frames of them.
        return (mesh != null) ? Finding.ofMesh(mesh) : Finding.of(AddressState.NOT_CHORUS);
    }

    /** Unsubscribes from other meshes once the sender is known. */
    private void stopProbing(ZMQ.Socket socket) {
        if (this.probing) {
            this.probing = false;
            Messaging.subscribe(socket, FramePrefix.ofAnyMesh(), false);
        }
    }
}
