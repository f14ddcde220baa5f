package org.chorusmesh.gossip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the addresses of names come from.
 *
 * @param names looks up host names; addresses that stand for no single machine are left out
 * @param directory knows services; null if there is none
 * @param ownPort gossip port of this node; 0 if the system chooses it
 * @param nanoClock monotonic clock; any thread reads it
 */
record PeerSources(
        NameService names, @Nullable PeerDirectory directory, int ownPort, LongSupplier nanoClock) {

    PeerSources {
        NameService all = names;
        names = (host) -> ofMachines(host, all.lookup(host));
    }

    private static List<InetAddress> ofMachines(String host, List<InetAddress> ips)
            throws UnknownHostException {
        List<InetAddress> ofMachines =
                ips.stream()
                        .filter((ip) -> !ip.isAnyLocalAddress() && !ip.isMulticastAddress())
                        .toList();
        if (ofMachines.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return ofMachines;
    }

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
