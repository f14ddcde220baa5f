package org.chorusmesh.gossip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.peers.Report;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gossip over ZeroMQ: one socket publishes, one subscribes for each address that is dialled. Each
 * socket has one thread that owns it; a control thread watches over the connections, takes in what
 * discovery finds, and has the whole messaging context replaced when its I/O thread has failed.
 */
public final class ZmqGossip implements Gossip {

    private static final long TICK_MILLIS = 25;
    private static final long MAX_AWAKE_STEP_NANOS = 100_000_000L;
    private static final int SILENCES_PER_TTL = 4;
    private static final long MIN_SILENCE_NANOS = 100_000_000L;
    private static final long RESOLVER_IDLE_SECONDS = 10;
    private static final long CONTROL_LIMIT_NANOS = 700_000_000L;
    private static final long CLOSE_LIMIT_NANOS = 2_000_000_000L;

    private static final Logger logger = LoggerFactory.getLogger(ZmqGossip.class);

    private final String nodeId;
    private final Endpoint bind;
    private final LongSupplier nanoClock;
    private final NameService names;
    private final Threads threads;
    private final ReportInbox inbox = new ReportInbox(ReportInbox.DEFAULT_CAPACITY);
    private final Sockets sockets;
    private final Discovery discovery;
    private final AddressBook book;
    private final ThreadPoolExecutor resolvers;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Semaphore wakeUps = new Semaphore(0);
    private final CompletableFuture<Void> bound = new CompletableFuture<>();
    private final long bindPatienceNanos;

    private volatile Command.AddressesKnown addressesKnown = new Command.AddressesKnown(false, 0);
    private volatile long ttlNanos;
    private volatile long startedNanos;
    private volatile @Nullable Thread control;
    private long awakeNanos;

    /**
     * Gossip on the system's clock and name service.
     *
     * @throws IllegalArgumentException if the configuration cannot be read
     */
    public ZmqGossip(NodeIdentity identity, GossipConfiguration configuration) {
        this(
                identity,
                configuration,
                System::nanoTime,
                RandomGenerator.getDefault(),
                NameService.system());
    }

    /**
     * @param nanoClock the monotonic clock that receipts are stamped with; any thread reads it
     * @param random varies the pace of dialling and of lookups; for this object alone
     * @param names where names are looked up
     * @throws IllegalArgumentException if the configuration cannot be read
     */
    public ZmqGossip(
            NodeIdentity identity,
            GossipConfiguration configuration,
            LongSupplier nanoClock,
            RandomGenerator random,
            NameService names) {
        this(identity, configuration, nanoClock, random, names, Messaging::new);
    }

    ZmqGossip(
            NodeIdentity identity,
            GossipConfiguration configuration,
            LongSupplier nanoClock,
            RandomGenerator random,
            NameService names,
            BiFunction<Threads, Runnable, Messaging> messagingFactory) {
        this.nodeId = identity.nodeId();
        this.bind = Endpoint.parse(configuration.bind());
        this.nanoClock = nanoClock;
        this.names = names;
        this.threads = new Threads(identity.nodeId());
        this.ttlNanos = configuration.ttlNanos();
        this.bindPatienceNanos = configuration.bindPatienceNanos();
        List<byte[]> keys = configuration.keys().stream().map(byte[]::clone).toList();
        this.sockets =
                new Sockets(
                        identity,
                        keys,
                        this.threads,
                        this.inbox,
                        nanoClock,
                        messagingFactory,
                        this::wakeUp);
        this.resolvers =
                new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        RESOLVER_IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        (task) -> this.threads.create("resolve", task));
        List<Endpoint> peers = configuration.peers().stream().map(Endpoint::parsePeer).toList();
        this.book = new AddressBook(this.sockets::dial, this::isBound, random);
        this.discovery =
                new Discovery(
                        peers, names, this.resolvers, random, this.book::isHeard, this::wakeUp);
    }

    @Override
    public void start() {
        if (this.closed.get() || !this.started.compareAndSet(false, true)) {
            throw new IllegalStateException("Gossip starts only once, and not after its end");
        }
        DnsCache.keepShort();
        warnOfEphemeralPort();
        try {
            Address wish = new Address(bindAddress(), this.bind.port());
            this.sockets.open(wish, this.bindPatienceNanos).whenComplete(this::opened);
        } catch (GossipException ex) {
            this.bound.completeExceptionally(ex);
            close();
            throw ex;
        }
        this.startedNanos = this.nanoClock.getAsLong();
        // Before the first lookup, so that numeric addresses are known when this returns.
        this.book.want(this.discovery.addresses(), this.nanoClock.getAsLong());
        noteAddresses();
        this.control = this.threads.start("control", this::control);
        if (!this.bound.isDone()) {
            logger.warn(
                    "Gossip of {} cannot bind {} yet: the port is taken, or was until less than a"
                            + " minute ago. Trying for {} s",
                    this.nodeId,
                    boundEndpoint(),
                    TimeUnit.NANOSECONDS.toSeconds(this.bindPatienceNanos));
        }
    }

    @Override
    public CompletableFuture<Void> bound() {
        return this.bound;
    }

    private void opened(@Nullable Integer port, @Nullable Throwable ex) {
        if (ex == null) {
            logger.info("Gossip of {} on {}", this.nodeId, boundEndpoint());
            this.bound.complete(null);
            return;
        }
        // Cancelled where the sockets were closed, or replaced by others that go on trying.
        Throwable cause = (ex instanceof CompletionException) ? ex.getCause() : ex;
        if (cause instanceof GossipException && !this.closed.get()) {
            this.bound.completeExceptionally(cause);
        }
    }

    private void warnOfEphemeralPort() {
        EphemeralPorts.find()
                .filter((ports) -> ports.contains(this.bind.port()))
                .ifPresent(
                        (ports) ->
                                logger.warn(
                                        "Port {} of chorus.gossip.bind is among those that this"
                                                + " system gives to outgoing connections, {} to {}: it"
                                                + " may be taken when a node starts. Choose one below,"
                                                + " or reserve it in net.ipv4.ip_local_reserved_ports",
                                        this.bind.port(),
                                        ports.first(),
                                        ports.last()));
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
    public Command.AddressesKnown addresses() {
        return this.addressesKnown;
    }

    @Override
    public void tune(long ttlNanos) {
        this.ttlNanos = ttlNanos;
    }

    @Override
    public GossipStatus status() {
        Thread controller = this.control;
        boolean healthy =
                !this.closed.get()
                        && this.sockets.isUp()
                        && controller != null
                        && controller.isAlive();
        return new GossipStatus(
                healthy,
                this.bound.isCompletedExceptionally(),
                healthy ? null : trouble(),
                boundEndpoint(),
                this.sockets.connects(),
                this.sockets.replacements(),
                links());
    }

    private String trouble() {
        if (this.closed.get() || this.control == null) {
            return "the gossip sockets are closed";
        }
        if (this.bound.isCompletedExceptionally()) {
            return "the gossip port " + boundEndpoint() + " was taken for too long";
        }
        return this.bound.isDone()
                ? "the gossip sockets are being replaced"
                : "the gossip port " + boundEndpoint() + " is taken; trying again";
    }

    private List<GossipStatus.LinkStatus> links() {
        long nowNanos = this.nanoClock.getAsLong();
        List<GossipStatus.LinkStatus> links = new ArrayList<>(this.book.status(nowNanos));
        for (String name : this.discovery.unresolved()) {
            links.add(
                    new GossipStatus.LinkStatus(
                            name,
                            "",
                            AddressState.UNRESOLVED,
                            nowNanos - this.startedNanos,
                            null,
                            null,
                            null,
                            nowNanos - this.startedNanos,
                            0));
        }
        return List.copyOf(links);
    }

    @Override
    public void close() {
        if (this.closed.compareAndSet(false, true)) {
            // On a thread of its own: an interrupted caller would harm the sockets, and a hanging
            // one must not hold it up.
            Thread closer = this.threads.start("close", this::shutDown);
            if (!Threads.join(closer, CLOSE_LIMIT_NANOS)) {
                logger.warn("Gossip of {} does not end in time", this.nodeId);
            }
        }
    }

    private void shutDown() {
        wakeUp();
        Thread controller = this.control;
        if (controller == null || Threads.join(controller, CONTROL_LIMIT_NANOS)) {
            this.book.stopAll();
        }
        this.resolvers.shutdown();
        this.sockets.close();
    }

    private void control() {
        long lastNanos = this.nanoClock.getAsLong();
        while (!this.closed.get()) {
            long nowNanos = this.nanoClock.getAsLong();
            // Time that this node slept is not the others' silence.
            this.awakeNanos += Math.max(0, Math.min(nowNanos - lastNanos, MAX_AWAKE_STEP_NANOS));
            lastNanos = nowNanos;
            try {
                tick(nowNanos);
            } catch (Throwable ex) {
                logger.error("The watch over the connections failed and goes on", ex);
            }
            pause();
        }
    }

    private void pause() {
        try {
            if (this.wakeUps.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                this.wakeUps.drainPermits();
            }
        } catch (InterruptedException ex) {
            logger.debug("Interrupts do not end the watch", ex);
        }
    }

    private void tick(long nowNanos) {
        this.sockets.watch(this.awakeNanos);
        if (this.sockets.hasFailed()) {
            this.book.stopAll();
            this.sockets.replace();
        }
        if (this.discovery.tick(nowNanos)) {
            this.book.want(this.discovery.addresses(), nowNanos);
        }
        this.book.tick(
                this.awakeNanos, Math.max(this.ttlNanos / SILENCES_PER_TTL, MIN_SILENCE_NANOS));
        noteAddresses();
    }

    private void noteAddresses() {
        this.addressesKnown =
                new Command.AddressesKnown(
                        this.discovery.isComplete(), this.book.others(), this.discovery.isBlind());
    }

    private InetAddress bindAddress() {
        try {
            if (this.bind.host().equals("*")) {
                // The JDK takes this for every IPv6 address as well, where there is IPv6.
                return InetAddress.getByName("0.0.0.0");
            }
            Optional<InetAddress> numeric = this.bind.numeric();
            return numeric.isPresent() ? numeric.get() : this.names.lookup(this.bind.host()).get(0);
        } catch (UnknownHostException ex) {
            throw new GossipException("Cannot bind " + this.bind + ": there is no such host", ex);
        }
    }

    private boolean isBound(Address address) {
        Address own = this.sockets.bound();
        if (own == null || address.port() != own.port()) {
            return false;
        }
        return own.ip().isAnyLocalAddress()
                ? LocalAddresses.contains(address.ip())
                : own.ip().equals(address.ip());
    }

    private String boundEndpoint() {
        Address own = this.sockets.bound();
        if (own == null) {
            return "";
        }
        return own.ip().isAnyLocalAddress()
                ? new Address(LocalAddresses.mostReachable(), own.port()).toString()
                : own.toString();
    }

    private void wakeUp() {
        this.wakeUps.release();
    }
}
