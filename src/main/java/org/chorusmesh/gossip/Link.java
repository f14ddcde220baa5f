package org.chorusmesh.gossip;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.Decoded;
import org.chorusmesh.wire.FramePrefix;
import org.chorusmesh.wire.WireVersion;
import org.jspecify.annotations.Nullable;
import zmq.io.Metadata;

/**
 * A connection to one address on a {@link Lane}, and what its frames have shown. The lane's thread
 * takes the frames; any thread may read the rest.
 */
final class Link implements Connection {

    /** A few damaged frames of a peer that is heard say nothing about its address. */
    private static final int REFUSALS_TO_TELL = 3;

    private final Address address;
    private final boolean probing;
    private final Reception reception;
    private final Consumer<Link> lane;
    private final Runnable onChange;
    private final ContactWatch watch = new ContactWatch();
    private final AtomicLong frames = new AtomicLong();

    private volatile long periodNanos;
    private volatile boolean heardSelf;
    private volatile boolean stopped;
    private volatile boolean ended;
    private volatile @Nullable Finding finding;
    private int refusedInARow;
    private String heardId = "";
    private @Nullable Metadata metadata;

    /**
     * @param probing whether its lane asks for the reports of any mesh
     * @param lane called when there is something to do for this link
     * @param onChange called on any thread when this link has come further, or no further
     */
    Link(
            Address address,
            boolean probing,
            Reception reception,
            Consumer<Link> lane,
            Runnable onChange) {
        this.address = address;
        this.probing = probing;
        this.reception = reception;
        this.lane = lane;
        this.onChange = onChange;
    }

    /** A link that never comes up. */
    static Link ended(Address address, Reception reception) {
        Link link = new Link(address, false, reception, (self) -> {}, () -> {});
        link.ended = true;
        return link;
    }

    Address address() {
        return this.address;
    }

    ContactWatch watch() {
        return this.watch;
    }

    @Override
    public long frames() {
        return this.frames.get();
    }

    @Override
    public long periodNanos() {
        return this.periodNanos;
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
        if (!this.stopped) {
            this.stopped = true;
            this.lane.accept(this);
        }
    }

    /** Whether it has ended or is to end. */
    boolean isOver() {
        return this.stopped || this.ended;
    }

    /** Notes that there is no connection, and that this link will have none. */
    void end() {
        if (!this.ended) {
            this.ended = true;
            this.onChange.run();
        }
    }

    /** Whether frames with this metadata are known to come from this link's connection. */
    boolean isFrom(@Nullable Metadata metadata) {
        return metadata == this.metadata && metadata != null;
    }

    /**
     * Whether frames with this metadata come from this link's connection.
     *
     * @param local the local address of their connection
     */
    boolean comesFrom(Metadata metadata, String local) {
        if (!this.watch.isLocal(local)) {
            return false;
        }
        this.metadata = metadata;
        return true;
    }

    /**
     * Takes a frame. Only the lane's thread may call this.
     *
     * @param receivedNanos the instant of its receipt on the monotonic clock
     */
    void take(byte[] frame, long receivedNanos) {
        this.watch.delivered();
        Decoded decoded = this.reception.codec().decode(frame);
        if (decoded instanceof Decoded.Readable readable) {
            take(readable.report(), receivedNanos);
        } else if (!refuse(frame, (Decoded.Refused) decoded)) {
            return;
        }
        // Nobody waits for the count, and a full fence for each frame of a flood is dear.
        this.frames.lazySet(this.frames.getPlain() + 1);
        if (this.frames.getPlain() == 1) {
            this.onChange.run();
        }
    }

    private void take(Report report, long receivedNanos) {
        this.reception.inbox().offer(new Arrival(report, receivedNanos));
        this.refusedInARow = 0;
        if (this.periodNanos != report.gossipPeriodNanos()) {
            this.periodNanos = report.gossipPeriodNanos();
        }
        if (report.goodbye()) {
            this.finding = Finding.of(AddressState.SILENT);
        } else if (!isHeard(report)) {
            this.finding = Finding.of(report);
            this.heardId = report.nodeId();
        }
        NodeIdentity self = this.reception.self();
        if (report.boot().equals(self.boot()) && report.nodeId().equals(self.nodeId())) {
            this.heardSelf = true;
            this.onChange.run();
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
        if (foreign && this.probing) {
            return false;
        }
        this.reception.inbox().refuse(reason);
        return true;
    }

    private Finding refusal(byte[] frame, Decoded.Refused reason) {
        if (reason == Decoded.Refused.UNAUTHENTICATED) {
            return Finding.of(AddressState.UNAUTHENTICATED);
        }
        int version = this.reception.prefix().versionOf(frame);
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
}
