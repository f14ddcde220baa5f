package org.chorusmesh.gossip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
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
 * discovery finds, and replaces the whole messaging context when its I/O thread has failed.
 */
public final class ZmqGossip implements Gossip {

    private static final long TICK_MILLIS = 25;
    private static final long MAX_AWAKE_STEP_NANOS = 100_000_000L;
    private static final int SILENCES_PER_TTL = 4;
    private static final long MIN_SILENCE_NANOS = 100_000_000L;
    private static final long RESOLVER_IDLE_SECONDS = 10;
    private static final long BIND_LIMIT_SECONDS = 10;
    private static final long CLOSE_LIMIT_NANOS = 2_000_000_000L;
    private static final long THREAD_LIMIT_NANOS = 500_000_000L;
    private static final long CONTEXT_LIMIT_NANOS = 900_000_000L;
    private static final long BROKEN_CONTEXT_LIMIT_NANOS = 5_000_000_000L;

    private static final Logger logger = LoggerFactory.getLogger(ZmqGossip.class);

    private final NodeIdentity identity;
    private final List<byte[]> keys;
    private final Endpoint bind;
    private final LongSupplier nanoClock;
    private final NameService names;
    private final BiFunction<Threads, Runnable, Messaging> messagingFactory;
    private final Threads threads;
    private final FramePrefix prefix;
    private final ReportInbox inbox = new ReportInbox(ReportInbox.DEFAULT_CAPACITY);
    private final Discovery discovery;
    private final AddressBook book;
    private final ThreadPoolExecutor resolvers;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicLong connects = new AtomicLong();
    private final AtomicLong contextReplacements = new AtomicLong();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Semaphore wakeUps = new Semaphore(0);

    private volatile @Nullable Messaging messaging;
    private volatile @Nullable Publisher publisher;
    private volatile @Nullable Address bound;
    private volatile Command.AddressesKnown addressesKnown = new Command.AddressesKnown(false, 0);
    private volatile long ttlNanos;
    private volatile boolean stopping;
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
     * @param random varies the pace of dialling and of lookups
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
        this.identity = identity;
        this.keys = configuration.keys().stream().map(byte[]::clone).toList();
        this.bind = Endpoint.parse(configuration.bind());
        this.nanoClock = nanoClock;
        this.names = names;
        this.messagingFactory = messagingFactory;
        this.threads = new Threads(identity.nodeId());
        this.prefix = new FramePrefix(identity.mesh());
        this.ttlNanos = configuration.ttlNanos();
        this.resolvers =
                new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        RESOLVER_IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        (task) -> this.threads.create("resolve", task));
        List<Endpoint> peers = configuration.peers().stream().map(Endpoint::parsePeer).toList();
        this.discovery = new Discovery(peers, names, this.resolvers, random, this::wakeUp);
        this.book = new AddressBook(this::dial, this::isBound, random);
        // A key that cannot be used must fail here, not on a thread later.
        newCodec();
    }

    @Override
    public void start() {
        if (this.closed.get() || !this.started.compareAndSet(false, true)) {
            throw new IllegalStateException("Gossip starts only once, and not after its end");
        }
        DnsCache.keepShort();
        Messaging fresh = this.messagingFactory.apply(this.threads, this::wakeUp);
        this.messaging = fresh;
        try {
            InetAddress ip = bindAddress();
            Publisher first = newPublisher(fresh, new Address(ip, this.bind.port()), false);
            this.publisher = first;
            int port = first.start(this.threads).get(BIND_LIMIT_SECONDS, TimeUnit.SECONDS);
            this.bound = new Address(ip, port);
        } catch (ExecutionException | TimeoutException | UnknownHostException ex) {
            close();
            Throwable cause =
                    (ex instanceof ExecutionException && ex.getCause() != null)
                            ? ex.getCause()
                            : ex;
            throw new GossipException(
                    "Cannot bind " + this.bind + ": taken, or not an address of this machine",
                    cause);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            close();
            throw new GossipException("Interrupted while binding " + this.bind, ex);
        }
        long nowNanos = this.nanoClock.getAsLong();
        // Before the first lookup, so that numeric addresses are known when this returns.
        this.book.want(this.discovery.addresses(), nowNanos);
        publishAddresses();
        this.control = this.threads.start("control", this::control);
        logger.info("Gossip of {} on {}", this.identity.nodeId(), boundEndpoint());
    }

    @Override
    public void publish(Report report) {
        Publisher current = this.publisher;
        if (current != null) {
            current.publish(report);
        }
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
        Publisher current = this.publisher;
        Messaging context = this.messaging;
        Thread controller = this.control;
        boolean healthy =
                !this.stopping
                        && current != null
                        && current.isBound()
                        && context != null
                        && !context.hasFailed()
                        && controller != null
                        && controller.isAlive();
        return new GossipStatus(
                healthy,
                boundEndpoint(),
                this.connects.get(),
                this.contextReplacements.get(),
                this.book.status(this.nanoClock.getAsLong()));
    }

    @Override
    public void close() {
        if (this.closed.compareAndSet(false, true)) {
            this.stopping = true;
            // On a thread of its own: an interrupted caller would harm the sockets, and a hanging
            // one must not hold it up.
            Thread closer = this.threads.start("close", this::shutDown);
            if (!Threads.join(closer, CLOSE_LIMIT_NANOS)) {
                logger.warn("Gossip of {} does not end in time", this.identity.nodeId());
            }
        }
    }

    private void control() {
        long lastNanos = this.nanoClock.getAsLong();
        while (!this.stopping) {
            try {
                long nowNanos = this.nanoClock.getAsLong();
                // Time that this node slept is not the others' silence.
                this.awakeNanos +=
                        Math.max(0, Math.min(nowNanos - lastNanos, MAX_AWAKE_STEP_NANOS));
                lastNanos = nowNanos;
                tick(nowNanos);
                if (this.wakeUps.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                    this.wakeUps.drainPermits();
                }
            } catch (Throwable ex) {
                logger.error("The watch over the connections failed and goes on", ex);
            }
        }
    }

    private void tick(long nowNanos) {
        Messaging context = this.messaging;
        if (context != null && context.hasFailed()) {
            replaceContext(context);
        }
        if (this.discovery.tick(nowNanos)) {
            this.book.want(this.discovery.addresses(), nowNanos);
        }
        this.book.tick(
                this.awakeNanos, Math.max(this.ttlNanos / SILENCES_PER_TTL, MIN_SILENCE_NANOS));
        publishAddresses();
    }

    private void publishAddresses() {
        this.addressesKnown =
                new Command.AddressesKnown(this.discovery.isComplete(), this.book.others());
    }

    private void replaceContext(Messaging broken) {
        this.contextReplacements.incrementAndGet();
        this.book.stopAll();
        Publisher old = this.publisher;
        if (old != null) {
            old.stop();
            old.join(THREAD_LIMIT_NANOS);
        }
        broken.close(BROKEN_CONTEXT_LIMIT_NANOS);
        Messaging fresh = this.messagingFactory.apply(this.threads, this::wakeUp);
        Address address = this.bound;
        if (address != null) {
            Publisher next = newPublisher(fresh, address, true);
            this.publisher = next;
            next.start(this.threads);
        }
        this.messaging = fresh;
    }

    private void shutDown() {
        wakeUp();
        Thread controller = this.control;
        if (controller != null) {
            Threads.join(controller, THREAD_LIMIT_NANOS);
            this.book.stopAll();
        }
        this.resolvers.shutdown();
        Publisher last = this.publisher;
        if (last != null) {
            last.stop();
        }
        this.links.forEach(Link::stop);
        if (last != null) {
            last.join(THREAD_LIMIT_NANOS);
        }
        this.links.forEach((link) -> link.join(THREAD_LIMIT_NANOS));
        Messaging context = this.messaging;
        if (context != null) {
            Threads.join(context.close(CONTEXT_LIMIT_NANOS), CONTEXT_LIMIT_NANOS);
        }
    }

    private Connection dial(Address address) {
        Messaging context = this.messaging;
        if (context == null) {
            throw new IllegalStateException("Not started");
        }
        this.connects.incrementAndGet();
        Link link =
                new Link(
                        address,
                        context,
                        newCodec(),
                        this.prefix.read(),
                        this.identity,
                        this.inbox,
                        this.nanoClock);
        this.links.removeIf(Link::hasEnded);
        this.links.add(link);
        return link.start(this.threads);
    }

    private Publisher newPublisher(Messaging context, Address address, boolean insist) {
        return new Publisher(context, newCodec(), this.prefix.written(), address.uri(), insist);
    }

    private FrameCodec newCodec() {
        return new FrameCodec(this.identity.mesh(), this.keys);
    }

    private InetAddress bindAddress() throws UnknownHostException {
        if (this.bind.host().equals("*")) {
            return InetAddress.getByName("0.0.0.0");
        }
        return this.bind.numeric().isPresent()
                ? this.bind.numeric().get()
                : this.names.lookup(this.bind.host()).get(0);
    }

    private boolean isBound(Address address) {
        Address own = this.bound;
        if (own == null || address.port() != own.port()) {
            return false;
        }
        return own.ip().isAnyLocalAddress()
                ? LocalAddresses.contains(address.ip())
                : own.ip().equals(address.ip());
    }

    private String boundEndpoint() {
        Address own = this.bound;
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
