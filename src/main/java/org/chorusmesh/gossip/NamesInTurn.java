package org.chorusmesh.gossip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many host names, looked up a few at a time in turn, so that a long list loads the name service no
 * more than a short one. A name that fails keeps its addresses until it has failed several times
 * while the name service answered for others. One thread at a time uses it.
 */
final class NamesInTurn {

    /** Each call looks up so many names. */
    static final int NAMES_AT_ONCE = 64;

    /** A name must fail so often in a row before its addresses are dropped. */
    static final int FAILURES_TO_FORGET = 3;

    /** A call begins no lookup after this time. */
    private static final long TIME_AT_ONCE_NANOS = 2_000_000_000L;

    private static final Logger logger = LoggerFactory.getLogger(NamesInTurn.class);

    private final NameService names;
    private final LongSupplier nanoClock;
    private final Map<String, Name> byHost = new HashMap<>();
    private final Deque<Name> turn = new ArrayDeque<>();

    /**
     * @param names looks up each name
     * @param nanoClock monotonic clock
     */
    NamesInTurn(NameService names, LongSupplier nanoClock) {
        this.names = names;
        this.nanoClock = nanoClock;
    }

    /** Sets the names. New ones are looked up first. */
    void set(Set<String> hosts) {
        if (this.byHost.keySet().retainAll(hosts)) {
            this.turn.removeIf((name) -> !this.byHost.containsKey(name.host));
        }
        Deque<Name> added = new ArrayDeque<>();
        for (String host : hosts) {
            this.byHost.computeIfAbsent(
                    host,
                    (key) -> {
                        Name name = new Name(key);
                        added.addFirst(name);
                        return name;
                    });
        }
        added.forEach(this.turn::addFirst);
    }

    /**
     * Looks up the names whose turn it is.
     *
     * @return false if the name service answers for none, not even for one that it knew
     */
    boolean ask() {
        long beganNanos = this.nanoClock.getAsLong();
        Collection<Name> failed = new ArrayList<>();
        int most = Math.min(NAMES_AT_ONCE, this.turn.size());
        int asked = 0;
        while (asked < most
                && (asked == 0 || this.nanoClock.getAsLong() - beganNanos < TIME_AT_ONCE_NANOS)) {
            Name name = this.turn.removeFirst();
            this.turn.addLast(name);
            asked++;
            if (!lookUp(name)) {
                failed.add(name);
            }
        }
        boolean answers = failed.size() < asked || answersForAnother(failed);
        if (answers) {
            failed.forEach(Name::fail);
        }
        return answers;
    }

    /** Whether each name has been looked up, with success or not. */
    boolean isRoundDone() {
        Name next = this.turn.peekFirst();
        return next == null || next.asked;
    }

    /** The addresses of a host; empty if it is unknown. */
    List<InetAddress> addresses(String host) {
        Name name = this.byHost.get(host);
        return (name != null) ? name.ips : List.of();
    }

    /** If all of them fail, these names may not exist, or there is no name service. */
    private boolean answersForAnother(Collection<Name> failed) {
        Name known = null;
        for (Name name : this.turn) {
            if (!name.ips.isEmpty() && !failed.contains(name)) {
                known = name;
            }
        }
        return known != null && lookUp(known);
    }

    private boolean lookUp(Name name) {
        name.asked = true;
        try {
            List<InetAddress> ips = this.names.lookup(name.host);
            if (!ips.isEmpty()) {
                name.ips = List.copyOf(ips);
                name.failures = 0;
                return true;
            }
        } catch (UnknownHostException | RuntimeException ex) {
            logger.debug("No address for {}", name.host, ex);
        }
        return false;
    }

    private static final class Name {

        private final String host;
        private List<InetAddress> ips = List.of();
        private boolean asked;
        private int failures;

        Name(String host) {
            this.host = host;
        }

        private void fail() {
            this.failures++;
            if (this.failures >= FAILURES_TO_FORGET) {
                this.ips = List.of();
            }
        }
    }
}
