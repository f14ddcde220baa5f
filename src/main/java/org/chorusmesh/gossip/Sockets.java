package org.chorusmesh.gossip;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.FrameCodec;
import org.chorusmesh.wire.FramePrefix;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a node: one that publishes, one for each connection, and the messaging context
 * that carries them. When the I/O thread of the context fails, all of them are replaced, and the
 * old ones are closed in the background.
 *
 * <p>One thread at a time opens, replaces and closes them. Any thread may call the other methods.
 */
final class Sockets {

    private static final long BIND_LIMIT_SECONDS = 10;
    private static final long THREAD_LIMIT_NANOS = 500_000_000L;
    private static final long CONTEXT_LIMIT_NANOS = 900_000_000L;
    private static final long MAX_STANDSTILL_NANOS = 3_000_000_000L;
    private static final long BROKEN_CONTEXT_LIMIT_NANOS = 5_000_000_000L;

    private final NodeIdentity identity;
    private final List<byte[]> keys;
    private final FramePrefix prefix;
    private final Threads threads;
    private final ReportInbox inbox;
    private final LongSupplier nanoClock;
    private final BiFunction<Threads, Runnable, Messaging> messagingFactory;
    private final Runnable onFailure;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicLong connects = new AtomicLong();
    private final AtomicLong replacements = new AtomicLong();

    private volatile @Nullable Messaging messaging;
    private volatile @Nullable Publisher publisher;
    private volatile @Nullable Address bound;
    private long beatsSeen;
    private long beatAtAwake;

    /**
     * @param keys the first signs, each is accepted; none for an unauthenticated mesh
     * @param inbox takes every report that is received
     * @param nanoClock monotonic clock that stamps receipts
     * @param messagingFactory makes a context, given what to call when it fails
     * @param onFailure called when there is something to {@link #replace}
     * @throws IllegalArgumentException if the mesh's name or a key cannot be used
     */
    Sockets(
            NodeIdentity identity,
            List<byte[]> keys,
            Threads threads,
            ReportInbox inbox,
            LongSupplier nanoClock,
            BiFunction<Threads, Runnable, Messaging> messagingFactory,
            Runnable onFailure) {
        this.identity = identity;
        this.keys = keys;
        this.prefix = new FramePrefix(identity.mesh());
        this.threads = threads;
        this.inbox = inbox;
        this.nanoClock = nanoClock;
        this.messagingFactory = messagingFactory;
        this.onFailure = onFailure;
        // A key that cannot be used must fail here, not on a thread later.
        newCodec();
    }

    /**
     * Binds, or keeps trying while the port is taken.
     *
     * @param wish the address to bind; port 0 takes a free one
     * @param patienceNanos how long to keep trying
     * @return completes with the real port, or with a {@link GossipException} once it gives up
     * @throws GossipException if trying again cannot help
     */
    CompletableFuture<Integer> open(Address wish, long patienceNanos) {
        Messaging fresh = this.messagingFactory.apply(this.threads, this.onFailure);
        this.messaging = fresh;
        Publisher first = newPublisher(fresh, wish, patienceNanos);
        this.publisher = first;
        CompletableFuture<Integer> port =
                first.start(this.threads)
                        .handle(
                                (real, ex) -> {
                                    if (ex instanceof CancellationException given) {
                                        throw given;
                                    }
                                    if (ex != null) {
                                        throw failure(wish, ex);
                                    }
                                    return real;
                                });
        try {
            if (first.tried().get(BIND_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                this.bound = new Address(wish.ip(), port.join());
            } else {
                this.bound = wish;
            }
            return port;
        } catch (CompletionException ex) {
            throw (ex.getCause() instanceof GossipException cause) ? cause : failure(wish, ex);
        } catch (ExecutionException | TimeoutException ex) {
            throw new GossipException("Cannot bind " + wish + " in time", ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new GossipException("Interrupted while binding " + wish, ex);
        }
    }

    private static GossipException failure(Address wish, Throwable cause) {
        return new GossipException(
                "Cannot bind " + wish + ": taken, or not an address of this machine", cause);
    }

    /** Sends a report soon; never blocks. */
    void publish(Report report) {
        Publisher current = this.publisher;
        if (current != null) {
            current.publish(report);
        }
    }

    /** Opens one more connection to an address, see {@link Dialler}. */
    Connection dial(Address address, boolean probing) {
        Messaging context = this.messaging;
        if (context == null) {
            throw new IllegalStateException("Not open");
        }
        this.connects.incrementAndGet();
        Link link =
                new Link(
                        address,
                        context,
                        newCodec(),
                        this.prefix,
                        this.identity,
                        this.inbox,
                        this.nanoClock,
                        probing);
        this.links.removeIf(Link::hasEnded);
        this.links.add(link);
        return link.start(this.threads);
    }

    /** Whether the context has failed and waits to be replaced. */
    boolean hasFailed() {
        Messaging context = this.messaging;
        return context != null && context.hasFailed();
    }

    /**
     * Gives the context up if its I/O thread shows no sign of life for too long. Call it regularly.
     *
     * @param awakeNanos monotonic time that stands still while this node does
     */
    void watch(long awakeNanos) {
        Messaging context = this.messaging;
        if (context == null) {
            return;
        }
        long beats = context.pulse();
        if (beats != this.beatsSeen) {
            this.beatsSeen = beats;
            this.beatAtAwake = awakeNanos;
        } else if (awakeNanos - this.beatAtAwake > MAX_STANDSTILL_NANOS) {
            context.fail(new IllegalStateException("The I/O thread stands still"));
        }
    }

    /**
     * Replaces the context and the publisher. The address book then dials every connection again.
     */
    void replace() {
        this.replacements.incrementAndGet();
        this.links.forEach(Link::stop);
        Messaging broken = this.messaging;
        Publisher old = this.publisher;
        if (old != null) {
            old.stop();
            old.join(THREAD_LIMIT_NANOS);
        }
        if (broken != null) {
            broken.close(BROKEN_CONTEXT_LIMIT_NANOS);
        }
        Messaging fresh = this.messagingFactory.apply(this.threads, this.onFailure);
        Address address = this.bound;
        if (address != null) {
            // The broken socket may hold the port for a moment.
            Publisher next = newPublisher(fresh, address, Publisher.FOR_EVER);
            this.publisher = next;
            next.start(this.threads);
        }
        this.messaging = fresh;
    }

    /** Sends what was published, then releases every socket and thread within a limited time. */
    void close() {
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

    /** Whether peers can dial this node. */
    boolean isUp() {
        Publisher current = this.publisher;
        return current != null && current.isBound() && !hasFailed();
    }

    /** Where it is bound, with the real port. */
    @Nullable Address bound() {
        return this.bound;
    }

    /** How many connections have been opened. */
    long connects() {
        return this.connects.get();
    }

    /** How often the context has been replaced. */
    long replacements() {
        return this.replacements.get();
    }

    private Publisher newPublisher(Messaging context, Address address, long patienceNanos) {
        return new Publisher(context, newCodec(), this.prefix.written(), address, patienceNanos);
    }

    private FrameCodec newCodec() {
        return new FrameCodec(this.identity.mesh(), this.keys);
    }
}
