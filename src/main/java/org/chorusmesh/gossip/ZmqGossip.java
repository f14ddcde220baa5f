package org.chorusmesh.gossip;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.overlay.Overlay;
import org.chorusmesh.peers.Report;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gossip over ZeroMQ. One socket publishes and two receive, whatever the number of peers. Each
 * socket has a thread that owns it. A control thread watches the connections, applies what
 * discovery finds, and replaces the whole messaging context when its I/O thread fails.
 */
public final class ZmqGossip implements Gossip {

    private static final long CONTROL_LIMIT_NANOS = 700_000_000L;
    private static final long CLOSE_LIMIT_NANOS = 2_000_000_000L;

    private static final Logger logger = LoggerFactory.getLogger(ZmqGossip.class);

    private final String nodeId;
    private final LongSupplier nanoClock;
    private final OwnAddress own;
    private final Threads threads;
    private final ReportInbox inbox = new ReportInbox(ReportInbox.DEFAULT_CAPACITY);
    private final Sockets sockets;
    private final Discovery discovery;
    private final AddressBook book;
    private final ExecutorService resolvers;
    private final ControlLoop control;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> bound = new CompletableFuture<>();
    private final long bindPatienceNanos;

    private volatile Command.AddressesKnown addressesKnown = new Command.AddressesKnown(false, 0);
    private volatile long ttlNanos;
    private volatile long startedNanos;

    /**
     * Gossip on the system's clock and name service, without a directory of services.
     *
     * @throws IllegalArgumentException if the configuration cannot be read
     */
    public ZmqGossip(NodeIdentity identity, GossipConfiguration configuration) {
        this(identity, configuration, null);
    }

    /**
     * Gossip on the system's clock and name service.
     *
     * @param directory looks up services among the peers; null if there is none
     * @throws IllegalArgumentException if the configuration cannot be read, or names a service
     *     without a directory
     */
    public ZmqGossip(
            NodeIdentity identity,
            GossipConfiguration configuration,
            @Nullable PeerDirectory directory) {
        this(
                identity,
                configuration,
                System::nanoTime,
                RandomGenerator.getDefault(),
                NameService.system(),
                directory,
                Messaging::new);
    }

    /**
     * @param nanoClock monotonic clock that stamps receipts; any thread reads it
     * @param random varies the pace of dialling and of lookups; not shared
     * @param names looks up host names
     * @throws IllegalArgumentException if the configuration cannot be read
     */
    public ZmqGossip(
            NodeIdentity identity,
            GossipConfiguration configuration,
            LongSupplier nanoClock,
            RandomGenerator random,
            NameService names) {
        this(identity, configuration, nanoClock, random, names, null, Messaging::new);
    }

    ZmqGossip(
            NodeIdentity identity,
            GossipConfiguration configuration,
            LongSupplier nanoClock,
            RandomGenerator random,
            NameService names,
            @Nullable PeerDirectory directory,
            BiFunction<Threads, Runnable, Messaging> messagingFactory) {
        this.nodeId = identity.nodeId();
        this.nanoClock = nanoClock;
        this.threads = new Threads(identity.nodeId());
        this.control = new ControlLoop(this.threads, nanoClock, this::tick);
        this.ttlNanos = configuration.ttlNanos();
        this.bindPatienceNanos = configuration.bindPatienceNanos();
        Endpoint bind = Endpoint.parse(configuration.bind());
        List<byte[]> keys = configuration.keys().stream().map(byte[]::clone).toList();
        this.sockets =
                new Sockets(
                        identity,
                        keys,
                        this.threads,
                        this.inbox,
                        nanoClock,
                        messagingFactory,
                        this.control::wakeUp);
        this.own = new OwnAddress(bind, names, this.sockets::bound);
        this.resolvers = this.threads.pool("resolve");
        List<PeerEntry> peers = configuration.peers().stream().map(PeerEntry::parse).toList();
        this.book =
                new AddressBook(
                        configuration.overlayDegree(), this.sockets::dial, this.own, random);
        this.discovery =
                new Discovery(
                        peers,
                        new PeerSources(names, directory, bind.port(), nanoClock),
                        this.resolvers,
                        random,
                        this.book::isHeard,
                        Overlay.mostInFullMesh(configuration.overlayDegree()),
                        this.control::wakeUp);
    }

    @Override
    public void start() {
        if (this.closed.get() || !this.started.compareAndSet(false, true)) {
            throw new IllegalStateException("Gossip starts only once, and not after it is closed");
        }
        this.own.warnIfEphemeral();
        try {
            this.sockets.open(this.own.toBind(), this.bindPatienceNanos).whenComplete(this::opened);
        } catch (GossipException ex) {
            this.bound.completeExceptionally(ex);
            close();
            throw ex;
        }
        this.startedNanos = this.nanoClock.getAsLong();
        // Before the first lookup, so that numeric addresses are known when this returns.
        this.book.find(this.discovery.addresses());
        this.book.choose(0, this.ttlNanos);
        noteAddresses();
        this.control.start();
        if (!this.bound.isDone()) {
            logger.warn(
                    "Gossip of {} cannot bind {} yet: the port is taken, or was until less than a"
                            + " minute ago. Trying for {} s",
                    this.nodeId,
                    this.own,
                    TimeUnit.NANOSECONDS.toSeconds(this.bindPatienceNanos));
        }
    }

    @Override
    public CompletableFuture<Void> bound() {
        return this.bound;
    }

    private void opened(@Nullable Integer port, @Nullable Throwable ex) {
        if (ex == null) {
            logger.info("Gossip of {} is bound to {}", this.nodeId, this.own);
            this.bound.complete(null);
            return;
        }
        // Cancelled if the sockets were closed, or replaced by others that keep trying.
        Throwable cause = (ex instanceof CompletionException) ? ex.getCause() : ex;
        if (cause instanceof GossipException && !this.closed.get()) {
            this.bound.completeExceptionally(cause);
        }
    }

    @Override
    public void publish(Report report) {
        this.sockets.publish(report);
    }

    @Override
    public Inbound drain() {
        return this.inbox.drain();
    }

    @Override
    public void callBelow(long periodNanos, Runnable call) {
        this.inbox.callBelow(periodNanos, call);
    }

    @Override
    public Command.AddressesKnown addresses() {
        return this.addressesKnown;
    }

    @Override
    public @Nullable String nextReleased() {
        return this.book.nextReleased();
    }

    @Override
    public void tune(long ttlNanos) {
        this.ttlNanos = ttlNanos;
    }

    @Override
    public GossipStatus status() {
        boolean healthy = !this.closed.get() && this.sockets.isUp() && this.control.isAlive();
        return new GossipStatus(
                healthy,
                this.bound.isCompletedExceptionally(),
                healthy ? null : trouble(),
                this.own.toString(),
                this.sockets.connects(),
                this.sockets.replacements(),
                links(),
                this.book.overlay());
    }

    private String trouble() {
        if (this.closed.get() || !this.control.isAlive()) {
            return "the gossip sockets are closed";
        }
        if (this.bound.isCompletedExceptionally()) {
            return "the gossip port " + this.own + " was taken for too long";
        }
        return this.bound.isDone()
                ? "the gossip sockets are being replaced"
                : "the gossip port " + this.own + " is taken; trying again";
    }

    private List<GossipStatus.LinkStatus> links() {
        long nowNanos = this.nanoClock.getAsLong();
        List<GossipStatus.LinkStatus> links = new ArrayList<>(this.book.status());
        for (String name : this.discovery.unresolved()) {
            links.add(GossipStatus.LinkStatus.unresolved(name, nowNanos - this.startedNanos));
        }
        return List.copyOf(links);
    }

    @Override
    public void close() {
        if (this.closed.compareAndSet(false, true)) {
            // On a separate thread: an interrupted caller would harm the sockets, and a slow
            // close must not delay the caller.
            Thread closer = this.threads.startOrRun("close", this::shutDown);
            if (!Threads.join(closer, CLOSE_LIMIT_NANOS)) {
                logger.warn("Gossip of {} did not stop in time", this.nodeId);
            }
        }
    }

    private void shutDown() {
        if (this.control.stop(CONTROL_LIMIT_NANOS)) {
            this.book.stopAll();
        }
        this.resolvers.shutdown();
        this.sockets.close();
    }

    private long tick(long nowNanos, long awakeNanos) {
        this.sockets.watch(awakeNanos);
        if (this.sockets.isToReplace(awakeNanos)) {
            this.book.stopAll();
            this.sockets.replace();
        }
        if (this.discovery.tick(nowNanos)) {
            this.book.find(this.discovery.addresses());
        }
        long silenceNanos = WatchPace.silenceNanos(this.ttlNanos);
        this.book.tick(awakeNanos, silenceNanos, this.ttlNanos, this.control.health());
        noteAddresses();
        return WatchPace.pauseNanos(
                silenceNanos, this.book.isCalm() && this.control.health().isInTime());
    }

    private void noteAddresses() {
        int others = this.book.others();
        this.threads.shortage().expect(others);
        boolean complete = this.discovery.isComplete();
        boolean blind = this.discovery.isBlind();
        Command.AddressesKnown known = this.addressesKnown;
        // Each step compares, and the same object is compared soonest. A record compares slowly.
        if (known.complete() != complete || known.others() != others || known.blind() != blind) {
            this.addressesKnown = new Command.AddressesKnown(complete, others, blind);
        }
    }
}
