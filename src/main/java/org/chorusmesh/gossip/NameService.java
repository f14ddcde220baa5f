package org.chorusmesh.gossip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Looks up the addresses of a host. A lookup may take any time, since it runs on a separate thread.
 */
@FunctionalInterface
public interface NameService {

    /**
     * All addresses of a host, IPv4 and IPv6.
     *
     * @throws UnknownHostException if there is no answer, or an empty one
     */
    List<InetAddress> lookup(String host) throws UnknownHostException;

    /** The name service of the system, whose answers the JVM caches, see {@link DnsCache}. */
    static NameService system() {
        return (host) -> List.of(InetAddress.getAllByName(host));
    }
}
