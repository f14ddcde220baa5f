package org.chorusmesh.gossip;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
 * The sockets of a node: one that publishes, the {@link Lanes} that receive, and the messaging
 * context that carries them. When the I/O thread of the context fails, all of them are replaced,
 * and the old ones are closed in the background.
 *
 * <p>One thread at a time opens, replaces and closes them. Any thread may call the other methods.
 */
final class Sockets {

    private static final long BIND_LIMIT_SECONDS = 10;
    private static final long THREAD_LIMIT_NANOS = 500_000_000L;
    private static final long CONTEXT_LIMIT_NANOS = 900_000_000L;
    private static final long BROKEN_CONTEXT_LIMIT_NANOS = 5_000_000_000L;

    /** Between two replacements, so that what cannot be had now is not asked for without end. */
    private static final long REPLACEMENT_PAUSE_NANOS = 1_000_000_000L;

    private final NodeIdentity identity;
    private final List<byte[]> keys;
    private final FramePrefix prefix;
    private final Threads threads;
    private final ReportInbox inbox;
    private final LongSupplier nanoClock;
    private final BiFunction<Threads, Runnable, Messaging> messagingFactory;
    private final Runnable onChange;
    private final AtomicLong connects = new AtomicLong();
    private final AtomicLong replacements = new AtomicLong();

    private final IoWatch io = new IoWatch();

    private volatile @Nullable Messaging messaging;
    private volatile @Nullable Lanes lanes;
    private volatile @Nullable Publisher publisher;
    private volatile @Nullable Address bound;
    private long replacedAtAwake;

    /**
     * @param keys the first signs, each is accepted; none for an unauthenticated mesh
     * @param inbox takes every report that is received
     * @param nanoClock monotonic clock that stamps receipts
     * @param messagingFactory makes a context, given what to call when it fails
     * @param onChange called on any thread when there is something to {@link #replace}, or when a
     *     connection has come further or no further
     * @throws IllegalArgumentException if the mesh's name or a key cannot be used
     */
    Sockets(
            NodeIdentity identity,
            List<byte[]> keys,
            Threads threads,
            ReportInbox inbox,
            LongSupplier nanoClock,
            BiFunction<Threads, Runnable, Messaging> messagingFactory,
            Runnable onChange) {
        this.identity = identity;
        this.keys = keys;
        this.prefix = new FramePrefix(identity.mesh());
        this.threads = threads;
        this.inbox = inbox;
        this.nanoClock = nanoClock;
        this.messagingFactory = messagingFactory;
        this.onChange = onChange;
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
        Messaging fresh = this.messagingFactory.apply(this.threads, this.onChange);
        use(fresh);
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
        Lanes open = this.lanes;
        if (open == null) {
            throw new IllegalStateException("Not open");
        }
        this.connects.incrementAndGet();
        return open.dial(address, probing);
    }

    /** Whether the context has failed and waits to be replaced. */
    boolean hasFailed() {
        Messaging context = this.messaging;
        return context != null && context.hasFailed();
    }

    /** Whether it is time to {@link #replace} a context that has failed. */
    boolean isToReplace(long awakeNanos) {
        boolean due =
                hasFailed()
                        && (this.replacements.get() == 0
                                || awakeNanos - this.replacedAtAwake >= REPLACEMENT_PAUSE_NANOS);
        if (due) {
            this.replacedAtAwake = awakeNanos;
        }
        return due;
    }

    /**
     * Gives the context up if its I/O thread shows no sign of life for too long. Call it regularly.
     *
     * @param awakeNanos monotonic time that stands still while this node does
     */
    void watch(long awakeNanos) {
        Messaging context = this.messaging;
        Lanes open = this.lanes;
        if (context != null && open != null) {
            this.io.watch(context, open.established(), awakeNanos);
        }
    }

    /**
     * Replaces the context and the publisher. The address book then dials every connection again.
     */
    void replace() {
        this.replacements.incrementAndGet();
        Lanes former = this.lanes;
        if (former != null) {
            former.stop();
        }
        Messaging broken = this.messaging;
        Publisher old = this.publisher;
        if (old != null) {
            old.stop();
            old.join(THREAD_LIMIT_NANOS);
        }
        if (broken != null) {
            broken.close(BROKEN_CONTEXT_LIMIT_NANOS);
        }
        Messaging fresh = this.messagingFactory.apply(this.threads, this.onChange);
        Address address = this.bound;
        if (address != null) {
            // The broken socket may hold the port for a moment.
            Publisher next = newPublisher(fresh, address, Publisher.FOR_EVER);
            this.publisher = next;
            next.start(this.threads);
        }
        use(fresh);
    }

    /** Sends what was published, then releases every socket and thread within a limited time. */
    void close() {
        Publisher last = this.publisher;
        if (last != null) {
            last.stop();
        }
        Lanes open = this.lanes;
        if (open != null) {
            open.stop();
        }
        if (last != null) {
            last.join(THREAD_LIMIT_NANOS);
        }
        if (open != null) {
            open.join(THREAD_LIMIT_NANOS);
        }
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

    private void use(Messaging context) {
        this.io.begin();
        this.lanes =
                new Lanes(
                        context,
                        () ->
                                new Reception(
                                        newCodec(),
                                        this.prefix,
                                        this.identity,
                                        this.inbox,
                                        this.nanoClock),
                        this.nanoClock,
                        this.onChange);
        this.messaging = context;
    }

    private Publisher newPublisher(Messaging context, Address address, long patienceNanos) {
        return new Publisher(context, newCodec(), this.prefix.written(), address, patienceNanos);
    }

    private FrameCodec newCodec() {
        return new FrameCodec(this.identity.mesh(), this.keys);
    }
}
