package org.chorusmesh.gossip;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Former neighbours that are still heard. Each stays for two TTL and until enough others are heard,
 * so that a node connects before it disconnects. The number is bounded, and the one that has been
 * here longest goes first.
 */
final class FormerNeighbours {

    private static final int TTLS_TO_STAY = 2;

    private static final int MOST_PER_DEGREE = 4;

    private final Map<Address, Long> sinceAwake = new HashMap<>();
    private final Contacts contacts;
    private final int most;

    /**
     * @param degree degree of the overlay
     * @param contacts what is known of the addresses that are dialled
     */
    FormerNeighbours(int degree, Contacts contacts) {
        this.contacts = contacts;
        this.most = MOST_PER_DEGREE * Math.max(degree, 1);
    }

    /** Adds an address, unless it is here already. */
    void add(Address address, long awakeNanos) {
        this.sinceAwake.putIfAbsent(address, awakeNanos);
    }

    void removeAll(Collection<Address> addresses) {
        this.sinceAwake.keySet().removeAll(addresses);
    }

    Set<Address> addresses() {
        return this.sinceAwake.keySet();
    }

    boolean isEmpty() {
        return this.sinceAwake.isEmpty();
    }

    /**
     * Drops those that are silent, gone, or no longer needed.
     *
     * @param enough whether enough others are heard
     * @param found whether discovery still finds an address
     * @param awakeNanos monotonic time that stands still while this node does
     * @return whether any was dropped
     */
    boolean release(boolean enough, Predicate<Address> found, long awakeNanos, long ttlNanos) {
        boolean changed =
                this.sinceAwake
                        .entrySet()
                        .removeIf(
                                (entry) ->
                                        !this.contacts.isHeard(entry.getKey())
                                                || !found.test(entry.getKey())
                                                || (enough
                                                        && awakeNanos - entry.getValue()
                                                                >= TTLS_TO_STAY * ttlNanos));
        while (this.sinceAwake.size() > this.most) {
            this.sinceAwake.remove(longest(awakeNanos));
            changed = true;
        }
        return changed;
    }

    private Address longest(long awakeNanos) {
        return this.sinceAwake.entrySet().stream()
                .max(
                        Map.Entry.comparingByValue(
                                (a, b) -> Long.compare(awakeNanos - a, awakeNanos - b)))
                .orElseThrow()
                .getKey();
    }
}
