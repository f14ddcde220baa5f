package org.chorusmesh.gossip;

import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A name among the peers, and its addresses. Answers may be truncated, or come from one of several
 * caches of different age. So an address is removed only when several answers in a row lack it and
 * it is silent. A lookup that fails changes nothing.
 */
final class LookedUpName {

    /** This many answers in a row must lack an address before it may be removed. */
    static final int ANSWERS_TO_MISS = 3;

    private final PeerSource source;
    private final Map<Address, Known> known = new LinkedHashMap<>();

    private boolean answered;
    private int failures;

    LookedUpName(PeerSource source) {
        this.source = source;
    }

    /** The name without its ports. */
    String name() {
        return this.source.name();
    }

    /** The name with each of its ports. */
    List<String> configured() {
        return this.source.configured();
    }

    /** Looks it up, on any thread; changes nothing here. */
    PeerSource.Answer find() throws UnknownHostException {
        return this.source.find();
    }

    /**
     * Applies the answer to a lookup.
     *
     * @return whether it contains a new address
     */
    boolean answer(PeerSource.Answer answer) {
        this.failures = 0;
        if (answer.whole()) {
            this.answered = true;
            this.known.values().forEach((known) -> known.missing++);
        }
        boolean news = false;
        for (Map.Entry<Address, String> found : answer.addresses().entrySet()) {
            Known before = this.known.put(found.getKey(), new Known(found.getValue()));
            news |= before == null || !before.name.equals(found.getValue());
        }
        return news;
    }

    /**
     * Removes the addresses that several answers lack and that are not heard.
     *
     * @param heard whether an address is heard; it may fall silent later, between two answers
     * @return whether any was removed
     */
    boolean forget(Predicate<Address> heard) {
        return this.known
                .entrySet()
                .removeIf(
                        (entry) ->
                                entry.getValue().missing >= ANSWERS_TO_MISS
                                        && !heard.test(entry.getKey()));
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

    /** Adds its addresses, each with its name in the configuration. */
    void collect(Map<Address, String> addresses) {
        this.known.forEach(
                (address, known) -> addresses.merge(address, known.name, Discovery::alsoCalled));
    }

    private static final class Known {

        private final String name;
        private int missing;

        Known(String name) {
            this.name = name;
        }
    }
}
