package org.chorusmesh.gossip;

import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.peers.Report;

/**
 * A node's way to its peers. One thread, the integrator's, calls {@link #publish}, {@link #drain}
 * and {@link #tune}; any thread may ask for the {@link #status}.
 */
public interface Gossip extends AutoCloseable {

    /**
     * Binds, and begins to look up and dial the peers.
     *
     * @throws GossipException if the address to bind cannot be had
     */
    void start();

    /**
     * Sends a report to whoever listens. Never blocks; a report that cannot be sent soon gives way
     * to newer ones.
     */
    void publish(Report report);

    /** Everything that came in since the last call, stamped with its receipt. */
    Inbound drain();

    /** What discovery knows by now. */
    Command.AddressesKnown addresses();

    /**
     * Takes over a TTL, from which the silence that makes a connection be dialled anew follows.
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
