package org.chorusmesh.gossip;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A host name among the peers, and its addresses. Answers may be truncated, or come from one of
 * several caches of different age. So an address is removed only when several answers in a row lack
 * it and it is silent. A lookup that fails changes nothing.
 */
final class LookedUpName {

    /** This many answers in a row must lack an address before it may be removed. */
    static final int ANSWERS_TO_MISS = 3;

    private final String host;
    private final Set<Integer> ports = new TreeSet<>();
    private final Map<InetAddress, Integer> missing = new LinkedHashMap<>();

    private boolean answered;
    private int failures;

    LookedUpName(String host) {
        this.host = host;
    }

    String host() {
        return this.host;
    }

    void addPort(int port) {
        this.ports.add(port);
    }

    /**
     * Applies the answer to a lookup.
     *
     * @return whether it contains a new address
     */
    boolean answer(List<InetAddress> answer) {
        this.answered = true;
        this.failures = 0;
        this.missing.replaceAll((ip, count) -> count + 1);
        int before = this.missing.size();
        answer.forEach((ip) -> this.missing.put(ip, 0));
        return this.missing.size() > before;
    }

    /**
     * Removes the addresses that several answers lack and that are not heard.
     *
     * @param heard whether an address is heard; it may fall silent later, between two answers
     * @return whether any was removed
     */
    boolean forget(Predicate<Address> heard) {
        return this.missing
                .entrySet()
                .removeIf(
                        (entry) ->
                                entry.getValue() >= ANSWERS_TO_MISS
                                        && this.ports.stream()
                                                .map((port) -> new Address(entry.getKey(), port))
                                                .noneMatch(heard));
    }

    /** Notes that a lookup failed. */
    void fail() {
        this.failures++;
    }

    /** How many lookups in a row have failed. */
    int failures() {
        return this.failures;
    }

    /** Whether it has been looked up with success at least once. */
    boolean isAnswered() {
        return this.answered;
    }

    /** The name with each of its ports. */
    List<String> configured() {
        return this.ports.stream().map((port) -> this.host + ":" + port).toList();
    }

    /** Adds its addresses, each with its name in the configuration. */
    void collect(Map<Address, String> addresses) {
        for (InetAddress ip : this.missing.keySet()) {
            for (int port : this.ports) {
                addresses.merge(
                        new Address(ip, port), this.host + ":" + port, Discovery::alsoCalled);
            }
        }
    }
}
