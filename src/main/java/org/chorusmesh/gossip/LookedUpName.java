package org.chorusmesh.gossip;

import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A name among the peers, and its addresses. Answers may be truncated, or come from one of several
 * caches of different age. So an address is removed only when several answers in a row lack it and
 * it is silent. In a large mesh most addresses are not dialled and thus always silent, so the fewer
 * of the known addresses an answer has, the more answers must lack one. A lookup that fails changes
 * nothing.
 */
final class LookedUpName {

    /** At least so many answers in a row must lack an address before it may be removed. */
    static final int ANSWERS_TO_MISS = 3;

    /** At most so many must lack it. */
    static final int MOST_ANSWERS_TO_MISS = 128;

    /** The probability that answers in part lack by chance an address that exists. */
    private static final double CHANCE_TO_MISS = 1e-6;

    private static final Logger logger = LoggerFactory.getLogger(LookedUpName.class);

    private final PeerSource source;
    private final Map<Address, Known> known = new LinkedHashMap<>();

    private int answerSize;
    private boolean answered;
    private boolean excessWarned;
    private int failures;

    LookedUpName(PeerSource source) {
        this.source = source;
    }

    /** The name without its ports. */
    String name() {
        return this.source.name();
    }

    /** Number of known addresses. */
    int size() {
        return this.known.size();
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
            this.answerSize = answer.addresses().size();
            this.excessWarned &= this.answerSize > Discovery.MAX_ADDRESSES;
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
     * @param allDialled whether all addresses are dialled, so that those with a node behind them
     *     are heard
     * @return whether any was removed
     */
    boolean forget(Predicate<Address> heard, boolean allDialled) {
        int toMiss = allDialled ? ANSWERS_TO_MISS : answersToMiss();
        boolean removed =
                this.known
                        .entrySet()
                        .removeIf(
                                (entry) ->
                                        entry.getValue().missing >= toMiss
                                                && !heard.test(entry.getKey()));
        return removed | trim(heard);
    }

    /**
     * How many answers in a row must lack an address: as many as a random choice of that size would
     * lack it in by chance once in a million times.
     */
    private int answersToMiss() {
        double lacking = 1 - (double) this.answerSize / Math.max(1, this.known.size());
        if (lacking <= 0) {
            return ANSWERS_TO_MISS;
        }
        double answers = Math.ceil(Math.log(CHANCE_TO_MISS) / Math.log(lacking));
        return (int) Math.max(ANSWERS_TO_MISS, Math.min(answers, MOST_ANSWERS_TO_MISS));
    }

    /** Removes the addresses that have been missing for longest if there are too many. */
    private boolean trim(Predicate<Address> heard) {
        if (this.known.size() <= Discovery.MAX_ADDRESSES) {
            return false;
        }
        if (!this.excessWarned) {
            this.excessWarned = true;
            logger.warn(
                    "{} addresses found for {}, of which only {} are considered. Check the name"
                            + " among chorus.gossip.peers",
                    this.known.size(),
                    name(),
                    Discovery.MAX_ADDRESSES);
        }
        Set<Address> kept =
                this.known.keySet().stream()
                        .sorted(
                                Comparator.comparing((Address address) -> !heard.test(address))
                                        .thenComparing((address) -> this.known.get(address).missing)
                                        .thenComparing(Address.ORDER))
                        .limit(Discovery.MAX_ADDRESSES)
                        .collect(Collectors.toSet());
        return this.known.keySet().retainAll(kept);
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
