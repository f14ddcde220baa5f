package org.chorusmesh.gossip;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A name among the peers, and the addresses that are taken to stand behind it. Answers may be cut
 * short, so an address goes only after several answers in a row without it; a lookup that fails
 * says nothing and changes nothing.
 */
final class LookedUpName {

    /** So many answers in a row must lack an address before it goes. */
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
     * Takes in the answer to a lookup.
     *
     * @return whether the addresses have changed
     */
    boolean answer(List<InetAddress> answer) {
        this.answered = true;
        this.failures = 0;
        Set<InetAddress> before = new LinkedHashSet<>(this.missing.keySet());
        this.missing.replaceAll((ip, count) -> count + 1);
        answer.forEach((ip) -> this.missing.put(ip, 0));
        this.missing.values().removeIf((count) -> count >= ANSWERS_TO_MISS);
        return !before.equals(this.missing.keySet());
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

    /** Adds what stands behind it. */
    void collect(Set<Address> addresses) {
        for (InetAddress ip : this.missing.keySet()) {
            for (int port : this.ports) {
                addresses.add(new Address(ip, port));
            }
        }
    }
}
