package org.chorusmesh.gossip;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the addresses of names come from.
 *
 * @param names looks up host names
 * @param directory knows services; null if there is none
 * @param ownPort gossip port of this node; 0 if the system chooses it
 * @param nanoClock monotonic clock; any thread reads it
 */
record PeerSources(
        NameService names, @Nullable PeerDirectory directory, int ownPort, LongSupplier nanoClock) {

    /** The hosts of a range. */
    PeerSource of(NameRange range) {
        return new RangeSource(range, new NamesInTurn(this.names, this.nanoClock));
    }

    /**
     * The instances of a service.
     *
     * @throws IllegalArgumentException if there is no directory
     */
    PeerSource of(ServiceName service) {
        if (this.directory == null) {
            throw new IllegalArgumentException(
                    "'" + service + "' needs a directory of services, and there is none");
        }
        return new ServiceSource(
                service,
                this.directory,
                (service.port() != 0) ? service.port() : this.ownPort,
                new NamesInTurn(this.names, this.nanoClock));
    }
}
