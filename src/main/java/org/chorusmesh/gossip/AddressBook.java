package org.chorusmesh.gossip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Every address that this node is configured to hear. The control thread owns it; any thread may
 * read its list of entries.
 */
final class AddressBook {

    private final Map<Address, WantedAddress> wanted = new LinkedHashMap<>();
    private final Dialler dialler;
    private final Predicate<Address> bound;
    private final RandomGenerator random;

    private volatile List<WantedAddress> entries = List.of();

    /**
     * @param dialler opens a connection
     * @param bound whether this node is bound to an address
     */
    AddressBook(Dialler dialler, Predicate<Address> bound, RandomGenerator random) {
        this.dialler = dialler;
        this.bound = bound;
        this.random = random;
    }

    /**
     * Replaces the wanted addresses.
     *
     * @param addresses each with its name in the configuration
     */
    void want(Map<Address, String> addresses, long nowNanos) {
        List<WantedAddress> leaving = new ArrayList<>();
        this.wanted
                .values()
                .removeIf((entry) -> !addresses.containsKey(entry.address()) && leaving.add(entry));
        addresses.forEach(
                (address, name) ->
                        this.wanted
                                .computeIfAbsent(
                                        address,
                                        (key) ->
                                                new WantedAddress(
                                                        key,
                                                        this.dialler,
                                                        this.random,
                                                        this.bound.test(key),
                                                        nowNanos))
                                .call(name));
        this.entries = List.copyOf(this.wanted.values());
        leaving.forEach(WantedAddress::stop);
    }

    /**
     * Checks every connection.
     *
     * @param awakeNanos monotonic time that stands still while this node does
     * @param silenceLimitNanos how long a connection may be silent
     */
    void tick(long awakeNanos, long silenceLimitNanos) {
        this.wanted.values().forEach((entry) -> entry.tick(awakeNanos, silenceLimitNanos));
    }

    /** Closes every connection; the next tick dials again. */
    void stopAll() {
        this.wanted.values().forEach(WantedAddress::stop);
    }

    /** Whether this node hears an address. Only the control thread may call this. */
    boolean isHeard(Address address) {
        WantedAddress entry = this.wanted.get(address);
        return entry != null && entry.isHeard();
    }

    /** How many addresses are not this node's own. */
    int others() {
        return (int) this.entries.stream().filter((entry) -> !entry.isOwn()).count();
    }

    /** The state of each address. Any thread may call this. */
    List<GossipStatus.LinkStatus> status(long nowNanos) {
        return this.entries.stream().map((entry) -> entry.status(nowNanos)).toList();
    }
}
