package org.chorusmesh.gossip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A range of names: all the addresses that any of them leads to. It is answered as soon as one of
 * them is, since most ranges are wider than what runs.
 */
final class RangeSource implements PeerSource {

    private final NameRange range;
    private final NamesInTurn hosts;

    /**
     * @param hosts looks the names up, and has none yet
     */
    RangeSource(NameRange range, NamesInTurn hosts) {
        this.range = range;
        this.hosts = hosts;
        Set<String> names = new LinkedHashSet<>();
        range.endpoints().forEach((endpoint) -> names.add(endpoint.host()));
        hosts.set(names);
    }

    @Override
    public String name() {
        return this.range.text();
    }

    @Override
    public List<String> configured() {
        return List.of(this.range.text());
    }

    @Override
    public Answer find() throws UnknownHostException {
        boolean answers = this.hosts.ask();
        Map<Address, String> addresses = new LinkedHashMap<>();
        for (Endpoint endpoint : this.range.endpoints()) {
            for (InetAddress ip : this.hosts.addresses(endpoint.host())) {
                addresses.merge(
                        new Address(ip, endpoint.port()),
                        endpoint.toString(),
                        Discovery::alsoCalled);
            }
        }
        boolean whole = this.hosts.isRoundDone();
        if (whole && (addresses.isEmpty() || !answers)) {
            throw new UnknownHostException(this.range.text());
        }
        return new Answer(addresses, whole);
    }
}
