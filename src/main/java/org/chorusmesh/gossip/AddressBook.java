package org.chorusmesh.gossip;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that this node dials, chosen from those that discovery finds. The control thread
 * owns it; any thread may read its status.
 */
final class AddressBook implements Contacts {

    private final Map<Address, WantedAddress> wanted = new LinkedHashMap<>();
    private final Dialler dialler;
    private final OwnAddress own;
    private final RandomGenerator random;
    private final Neighbourhood neighbourhood;
    private final Redials redials = new Redials();
    private final Queue<String> released = new ConcurrentLinkedQueue<>();
    private Set<String> toRelease = Set.of();
    private Map<Address, String> names = Map.of();

    private volatile List<WantedAddress> entries = List.of();
    private volatile GossipStatus.OverlayStatus overlay;

    /**
     * @param degree degree of the overlay
     * @param dialler opens a connection
     * @param own the address of this node
     */
    AddressBook(int degree, Dialler dialler, OwnAddress own, RandomGenerator random) {
        this.dialler = dialler;
        this.own = own;
        this.random = random;
        this.neighbourhood = new Neighbourhood(degree, own, this);
        this.overlay = this.neighbourhood.status();
    }

    /**
     * Replaces the addresses from which those to dial are chosen.
     *
     * @param found each with its name in the configuration
     */
    void find(Map<Address, String> found) {
        this.names = found;
        this.neighbourhood.find(found.keySet());
    }

    /**
     * Checks every connection, and chooses the addresses to dial.
     *
     * @param awakeNanos monotonic time that stands still while this node does
     * @param silenceNanos how long a connection may be silent on a healthy node
     * @param ttlNanos the TTL
     * @param health how well this node gets to run
     */
    void tick(long awakeNanos, long silenceNanos, long ttlNanos, LocalHealth health) {
        release();
        choose(awakeNanos, health.stretched(ttlNanos));
        long silenceLimitNanos = health.stretched(silenceNanos);
        this.redials
                .begin(this.wanted.values(), awakeNanos, health.factor())
                .forEach((entry) -> entry.tick(awakeNanos, silenceLimitNanos, this.redials));
    }

    /** Whether there is nothing to do about any address while reports come as they do. */
    boolean isCalm() {
        for (WantedAddress entry : this.wanted.values()) {
            GossipStatus.LinkStatus link = entry.status();
            if (!link.state().isWell() || link.connections() > 1) {
                return false;
            }
        }
        return true;
    }

    /** Chooses the addresses to dial; the next tick dials those that are new. */
    void choose(long awakeNanos, long ttlNanos) {
        if (this.neighbourhood.update(awakeNanos, ttlNanos)) {
            want(this.neighbourhood.dialled());
        }
    }

    private void want(Set<Address> addresses) {
        List<WantedAddress> leaving = new ArrayList<>();
        Set<String> left = new HashSet<>(this.toRelease);
        this.wanted
                .values()
                .removeIf((entry) -> !addresses.contains(entry.address()) && leaving.add(entry));
        leaving.forEach(
                (entry) -> left.add(Objects.requireNonNullElse(entry.status().nodeId(), "")));
        left.remove("");
        this.toRelease = left;
        for (Address address : addresses) {
            this.wanted
                    .computeIfAbsent(address, this::entry)
                    .call(
                            this.names.getOrDefault(address, address.toString()),
                            this.neighbourhood.isMutual(address));
        }
        this.entries = List.copyOf(this.wanted.values());
        this.overlay = this.neighbourhood.status();
        leaving.forEach(WantedAddress::stop);
    }

    /** Hands over the ids of nodes left behind, one tick later, when the last frames have come. */
    private void release() {
        if (!this.toRelease.isEmpty()) {
            Set<String> ids = new HashSet<>(this.toRelease);
            for (WantedAddress entry : this.wanted.values()) {
                ids.remove(Objects.requireNonNullElse(entry.status().nodeId(), ""));
            }
            this.released.addAll(ids);
            this.toRelease = Set.of();
        }
    }

    /** The next id of a node that was heard and is no longer dialled; null for none. Any thread. */
    @Nullable String nextReleased() {
        return this.released.poll();
    }

    private WantedAddress entry(Address address) {
        return new WantedAddress(address, this.dialler, this.random, this.own.isAt(address));
    }

    /** Closes every connection; the next tick dials again. */
    void stopAll() {
        this.wanted.values().forEach(WantedAddress::stop);
    }

    @Override
    public boolean isHeard(Address address) {
        WantedAddress entry = this.wanted.get(address);
        return entry != null && entry.isHeard();
    }

    @Override
    public boolean isOwn(Address address) {
        WantedAddress entry = this.wanted.get(address);
        return entry != null && entry.isOwn();
    }

    @Override
    public boolean isMissing(Address address, long nanos) {
        WantedAddress entry = this.wanted.get(address);
        return entry != null && entry.isMissing(nanos);
    }

    /** How many addresses are dialled that are not this node's own. */
    int others() {
        return (int) this.entries.stream().filter((entry) -> !entry.isOwn()).count();
    }

    /** The state of each address that is dialled. Any thread may call this. */
    List<GossipStatus.LinkStatus> status() {
        return this.entries.stream().map(WantedAddress::status).toList();
    }

    /** How many addresses are known, and how those to dial are chosen. Any thread may call this. */
    GossipStatus.OverlayStatus overlay() {
        return this.overlay;
    }
}
