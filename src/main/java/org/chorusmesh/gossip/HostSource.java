package org.chorusmesh.gossip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A host name: one lookup gives all its addresses, under each of its ports. */
final class HostSource implements PeerSource {

    private final String host;
    private final NameService names;
    private final Set<Integer> ports = new TreeSet<>();

    HostSource(String host, NameService names) {
        this.host = host;
        this.names = names;
    }

    /** Adds a port; before the first lookup. */
    void addPort(int port) {
        this.ports.add(port);
    }

    @Override
    public String name() {
        return this.host;
    }

    @Override
    public List<String> configured() {
        return this.ports.stream().map((port) -> this.host + ":" + port).toList();
    }

    @Override
    public Answer find() throws UnknownHostException {
        List<InetAddress> ips = this.names.lookup(this.host);
        if (ips.isEmpty()) {
            throw new UnknownHostException(this.host);
        }
        Map<Address, String> addresses = new LinkedHashMap<>();
        for (InetAddress ip : ips) {
            for (int port : this.ports) {
                addresses.put(new Address(ip, port), this.host + ":" + port);
            }
        }
        return new Answer(addresses, true);
    }
}
