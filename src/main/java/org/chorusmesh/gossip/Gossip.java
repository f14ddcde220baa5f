package org.chorusmesh.gossip;

import java.util.concurrent.CompletableFuture;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.peers.Report;
import org.jspecify.annotations.Nullable;

/**
 * A node's way to its peers. One thread, the integrator's, calls {@link #publish}, {@link #drain},
 * {@link #callBelow}, {@link #nextReleased} and {@link #tune}; any thread may ask for the {@link
 * #status}.
 */
public interface Gossip extends AutoCloseable {

    /**
     * Binds, and begins to look up and dial the peers. While the port is taken, it keeps trying for
     * a limited time on a separate thread, see {@link #bound()}.
     *
     * @throws GossipException if the address cannot be bound, now or later
     */
    void start();

    /**
     * Completes once it is bound, or with a {@link GossipException} once it gives up. Dependent
     * stages run on a thread of gossip and must not block.
     */
    CompletableFuture<Void> bound();

    /**
     * Sends a report to every subscriber. Never blocks; a report that cannot be sent soon gives way
     * to newer ones.
     */
    void publish(Report report);

    /** Everything that was received since the last call, stamped with the time of receipt. */
    Inbound drain();

    /**
     * Calls when a report comes in that states a shorter time to the next one; at once if one has
     * since the last {@link #drain}. It calls once at most, and no more after the next drain.
     *
     * @param periodNanos the time that it must be shorter than; 0 for no call
     * @param call runs on any thread, and must be quick
     */
    void callBelow(long periodNanos, Runnable call);

    /** What discovery has found so far. */
    Command.AddressesKnown addresses();

    /**
     * The next peer that was heard and is no longer dialled, because the overlay has changed; null
     * if there is none. No reports of it come any more.
     */
    @Nullable String nextReleased();

    /**
     * Applies a TTL, which sets the silence after which an address is dialled again.
     *
     * @param ttlNanos the TTL in force
     */
    void tune(long ttlNanos);

    /** The state of the sockets and addresses. */
    GossipStatus status();

    /**
     * Sends what was published last, then releases every socket and thread within a limited time.
     */
    @Override
    void close();
}
