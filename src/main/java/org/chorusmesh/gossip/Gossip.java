package org.chorusmesh.gossip;

import java.util.concurrent.CompletableFuture;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.peers.Report;

/**
 * A node's way to its peers. One thread, the integrator's, calls {@link #publish}, {@link #drain}
 * and {@link #tune}; any thread may ask for the {@link #status}.
 */
public interface Gossip extends AutoCloseable {

    /**
     * Binds, and begins to look up and dial the peers. Where the port is taken it goes on trying
     * for a while on a thread of its own, see {@link #bound()}.
     *
     * @throws GossipException if the address to bind cannot be had, now or later
     */
    void start();

    /**
     * Completes once it is bound, or with a {@link GossipException} once it gives up. What depends
     * on it runs on a thread of gossip, and must not wait.
     */
    CompletableFuture<Void> bound();

    /**
     * Sends a report to every subscriber. Never blocks; a report that cannot be sent soon gives way
     * to newer ones.
     */
    void publish(Report report);

    /** Everything that came in since the last call, stamped with its receipt. */
    Inbound drain();

    /** What discovery knows by now. */
    Command.AddressesKnown addresses();

    /**
     * Takes over a TTL, from which the silence follows after which a connection is dialled again.
     *
     * @param ttlNanos the TTL in force
     */
    void tune(long ttlNanos);

    /** How the sockets are. */
    GossipStatus status();

    /**
     * Sends what was published last and lets go of every socket and thread, within a limited time.
     */
    @Override
    void close();
}
