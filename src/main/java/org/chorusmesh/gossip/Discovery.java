package org.chorusmesh.gossip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the list of peers into the addresses to dial. It looks names up regularly on separate
 * threads, one lookup per name at a time, so that a slow lookup delays nothing else. Numeric
 * addresses need no lookup. The control thread owns it.
 */
final class Discovery {

    /** No more addresses than this are known. */
    static final int MAX_ADDRESSES = 16_384;

    private static final long INTERVAL_NANOS = 2_000_000_000L;
    private static final long FIRST_RETRY_NANOS = 250_000_000L;
    private static final int MAX_RETRY_DOUBLINGS = 3;
    private static final double JITTER = 0.25;

    private static final Logger logger = LoggerFactory.getLogger(Discovery.class);

    private final Map<Address, String> numeric = new LinkedHashMap<>();
    private final List<Lookup> lookups = new ArrayList<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Executor resolvers;
    private final RandomGenerator random;
    private final Predicate<Address> heard;
    private final int few;
    private final Runnable onAnswer;

    private boolean changed;
    private boolean excessWarned;

    private volatile List<String> unresolved = List.of();

    /**
     * @param peers names and numeric addresses, repeated ones included
     * @param sources where the addresses of names come from
     * @param resolvers runs each lookup at once on a thread of its own
     * @param random varies the pace of the lookups
     * @param heard whether this node hears an address, which is then kept even if answers lack it
     * @param few of up to so many addresses in all, each is dialled
     * @param onAnswer called on a resolver's thread when there is an answer for the next {@link
     *     #tick}
     */
    Discovery(
            List<? extends PeerEntry> peers,
            PeerSources sources,
            Executor resolvers,
            RandomGenerator random,
            Predicate<Address> heard,
            int few,
            Runnable onAnswer) {
        this.heard = heard;
        this.few = few;
        this.resolvers = resolvers;
        this.random = random;
        this.onAnswer = onAnswer;
        Map<String, HostSource> hosts = new LinkedHashMap<>();
        for (PeerEntry peer : peers) {
            if (peer instanceof Endpoint endpoint) {
                add(endpoint, hosts, sources.names());
            } else if (peer instanceof NameRange range) {
                add(range, sources);
            } else if (peer instanceof ServiceName service) {
                this.lookups.add(new Lookup(new LookedUpName(sources.of(service))));
            }
        }
        hosts.values().forEach((host) -> this.lookups.add(new Lookup(new LookedUpName(host))));
        noteUnresolved();
    }

    private void add(Endpoint endpoint, Map<String, HostSource> hosts, NameService names) {
        if (!addNumeric(endpoint)) {
            hosts.computeIfAbsent(endpoint.host(), (host) -> new HostSource(host, names))
                    .addPort(endpoint.port());
        }
    }

    private void add(NameRange range, PeerSources sources) {
        // Either all of its hosts are numeric or none is.
        if (!range.endpoints().stream().allMatch(this::addNumeric)) {
            this.lookups.add(new Lookup(new LookedUpName(sources.of(range))));
        }
    }

    private boolean addNumeric(Endpoint endpoint) {
        Optional<InetAddress> ip = endpoint.numeric();
        ip.ifPresent(
                (address) ->
                        this.numeric.merge(
                                new Address(address, endpoint.port()),
                                endpoint.toString(),
                                Discovery::alsoCalled));
        return ip.isPresent();
    }

    /** Adds a name to the names of an address. */
    static String alsoCalled(String names, String name) {
        return List.of(names.split(", ")).contains(name) ? names : names + ", " + name;
    }

    /**
     * Applies answers and starts the lookups that are due.
     *
     * @return whether the addresses may have changed
     */
    boolean tick(long nowNanos) {
        for (Answer answer = this.answers.poll(); answer != null; answer = this.answers.poll()) {
            this.changed |= takeIn(answer, nowNanos);
            noteUnresolved();
        }
        boolean allDialled = size() <= this.few;
        for (Lookup lookup : this.lookups) {
            this.changed |= lookup.name.forget(this.heard, allDialled);
            if (!lookup.inFlight && (!lookup.begun || nowNanos - lookup.dueNanos >= 0)) {
                begin(lookup);
            }
        }
        // A lookup that cannot begin ends a tick early, and must not lose what was found.
        boolean result = this.changed;
        this.changed = false;
        return result;
    }

    /** Number of addresses; one that several names have counts for each. */
    private int size() {
        int size = this.numeric.size();
        for (Lookup lookup : this.lookups) {
            size += lookup.name.size();
        }
        return size;
    }

    /** The addresses found, each with its name in the configuration. */
    Map<Address, String> addresses() {
        Map<Address, String> addresses = new LinkedHashMap<>(this.numeric);
        this.lookups.forEach((lookup) -> lookup.name.collect(addresses));
        if (addresses.size() <= MAX_ADDRESSES) {
            this.excessWarned = false;
            return addresses;
        }
        if (!this.excessWarned) {
            this.excessWarned = true;
            logger.warn(
                    "{} addresses found, of which only {} are considered. Check the names among"
                            + " chorus.gossip.peers",
                    addresses.size(),
                    MAX_ADDRESSES);
        }
        // Heard addresses go first, so that an absurd answer for one name costs no peer of another.
        // The rest are the same at all nodes.
        Map<Address, String> most = new LinkedHashMap<>();
        Stream.concat(
                        addresses.keySet().stream().filter(this.heard),
                        addresses.keySet().stream()
                                .filter(this.heard.negate())
                                .sorted(Address.ORDER))
                .limit(MAX_ADDRESSES)
                .forEach((address) -> most.put(address, addresses.get(address)));
        return most;
    }

    /** The configured names that no name service has answered yet. Any thread may call this. */
    List<String> unresolved() {
        return this.unresolved;
    }

    /** Whether every name has been looked up with success at least once. */
    boolean isComplete() {
        return this.lookups.stream().allMatch((lookup) -> lookup.name.isAnswered());
    }

    /** Whether there are names and none of them has ever been looked up with success. */
    boolean isBlind() {
        return !this.lookups.isEmpty()
                && this.lookups.stream().noneMatch((lookup) -> lookup.name.isAnswered());
    }

    private void noteUnresolved() {
        this.unresolved =
                this.lookups.stream()
                        .map((lookup) -> lookup.name)
                        .filter((name) -> !name.isAnswered())
                        .flatMap((name) -> name.configured().stream())
                        .toList();
    }

    private void begin(Lookup lookup) {
        lookup.begun = true;
        lookup.inFlight = true;
        try {
            this.resolvers.execute(
                    () -> {
                        this.answers.add(ask(lookup));
                        this.onAnswer.run();
                    });
        } catch (RejectedExecutionException ex) {
            // Closing.
            logger.debug("No more lookups", ex);
        } catch (OutOfMemoryError ex) {
            // There is no thread for it now: as a lookup that fails, it is tried again.
            this.answers.add(new Answer(lookup, null));
            throw ex;
        }
    }

    private Answer ask(Lookup lookup) {
        try {
            return new Answer(lookup, lookup.name.find());
        } catch (UnknownHostException | RuntimeException ex) {
            logger.debug("No address for {}", lookup.name.name(), ex);
            return new Answer(lookup, null);
        } catch (Throwable ex) {
            // Without an answer this name would never be looked up again.
            if (lookup.name.failures() == 0) {
                logger.warn("A lookup of {} has failed and is tried again", lookup.name.name(), ex);
            }
            return new Answer(lookup, null);
        }
    }

    private boolean takeIn(Answer answer, long nowNanos) {
        Lookup lookup = answer.lookup;
        LookedUpName name = lookup.name;
        lookup.inFlight = false;
        PeerSource.Answer found = answer.found;
        boolean changed = false;
        long pauseNanos = INTERVAL_NANOS;
        if (found == null) {
            name.fail();
            if (name.failures() == 1 && name.isAnswered()) {
                logger.warn(
                        "The peer name {} can no longer be looked up; its addresses are kept",
                        name.name());
            }
            int doublings = Math.min(name.failures() - 1, MAX_RETRY_DOUBLINGS);
            pauseNanos = FIRST_RETRY_NANOS << doublings;
        } else {
            changed = name.answer(found);
            if (!found.whole()) {
                pauseNanos = 0;
            }
        }
        lookup.dueNanos =
                nowNanos + (long) (pauseNanos * (1 + JITTER * (2 * this.random.nextDouble() - 1)));
        return changed;
    }

    private static final class Lookup {

        final LookedUpName name;
        boolean begun;
        boolean inFlight;
        long dueNanos;

        Lookup(LookedUpName name) {
            this.name = name;
        }
    }

    private record Answer(Lookup lookup, PeerSource.@Nullable Answer found) {}
}
