package org.chorusmesh.gossip;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.chorusmesh.overlay.Overlay;
import org.chorusmesh.overlay.Rings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the addresses that a node dials from those that discovery finds:
 *
 * <ul>
 *   <li>its neighbours in the {@linkplain Overlay overlay}. They follow from the list alone, so the
 *       nodes there dial this one too;
 *   <li>in place of neighbours that are not heard for one TTL, those that are next on the rings, so
 *       that a node of a list with many dead addresses has about as many live neighbours as
 *       another;
 *   <li>former neighbours that are still heard, for two TTL and until enough others are.
 * </ul>
 *
 * <p>The control thread owns it.
 */
final class Neighbourhood {

    private static final Logger logger = LoggerFactory.getLogger(Neighbourhood.class);

    private final int degree;
    private final OwnAddress own;
    private final Contacts contacts;
    private final Overlay overlay;
    private final Absences absences = new Absences();
    private final FormerNeighbours former;
    private final DialLimit limit;
    private final Set<Address> ownFound = new HashSet<>();
    private Map<String, Address> found = Map.of();
    // On the rings. The machine may get other addresses meanwhile.
    private Set<String> placed = Set.of();
    // The rings without what is absent; null while the overlay is not active.
    private @Nullable Rings live;
    private Set<Address> neighbours = Set.of();
    private Set<Address> substitutes = Set.of();
    private Set<Address> mutual = Set.of();
    private @Nullable Address boundSeen;
    private boolean stale = true;
    private boolean strangerWarned;

    /**
     * @param degree degree of the overlay; {@link Overlay#FULL} for a full mesh
     * @param own the address of this node
     * @param contacts what is known of the addresses that are dialled
     */
    Neighbourhood(int degree, OwnAddress own, Contacts contacts) {
        this.degree = degree;
        this.own = own;
        this.contacts = contacts;
        this.overlay = new Overlay(degree);
        this.former = new FormerNeighbours(degree, contacts);
        this.limit = new DialLimit(contacts);
    }

    /** Takes over what discovery has found; the next {@link #update} chooses among it. */
    void find(Set<Address> addresses) {
        Map<String, Address> texts = new LinkedHashMap<>();
        addresses.forEach((address) -> texts.put(address.place(), address));
        this.ownFound.retainAll(addresses);
        for (Address address : addresses) {
            if (!this.found.containsKey(address.place()) && this.own.isAt(address)) {
                this.ownFound.add(address);
            }
        }
        this.found = texts;
        this.absences.retainAll(addresses);
        this.stale = true;
    }

    /**
     * Chooses.
     *
     * @param awakeNanos monotonic time that stands still while this node does
     * @return whether other addresses are to be dialled than before
     */
    boolean update(long awakeNanos, long ttlNanos) {
        boolean changed = this.stale | noteOwn();
        if (changed) {
            place();
        }
        if (this.live != null) {
            changed |= noteAbsent(this.live, awakeNanos, ttlNanos);
        }
        if (changed) {
            this.stale = false;
            choose(awakeNanos);
        }
        return release(awakeNanos, ttlNanos) | changed;
    }

    /** The addresses to dial, and this node's own among those found, in the order found. */
    Set<Address> dialled() {
        Set<Address> chosen = targets();
        chosen.addAll(this.ownFound);
        chosen.addAll(this.former.addresses());
        Set<Address> dialled = new LinkedHashSet<>(this.found.values());
        dialled.retainAll(chosen);
        return dialled;
    }

    /** Whether the node at an address dials this node too, if it knows the same list. */
    boolean isMutual(Address address) {
        return this.mutual.contains(address);
    }

    /** The state of the overlay. */
    GossipStatus.OverlayStatus status() {
        return new GossipStatus.OverlayStatus(
                this.found.size(), this.overlay.isActive(), this.degree);
    }

    /** Looks whether this node is bound now, or has heard itself. */
    private boolean noteOwn() {
        boolean changed = false;
        Address bound = this.own.bound();
        if (bound != null && !bound.equals(this.boundSeen)) {
            this.boundSeen = bound;
            for (Address address : this.found.values()) {
                if (this.own.isAt(address)) {
                    this.ownFound.add(address);
                }
            }
            changed = true;
        }
        for (Address address : targets()) {
            changed |= this.contacts.isOwn(address) && this.ownFound.add(address);
        }
        // A translated address may lead elsewhere later.
        return changed | this.ownFound.removeIf(this.contacts::isHeard);
    }

    /** Puts all addresses on the rings, this node's own among them. */
    private void place() {
        Set<String> ownPlaces = ownPlaces();
        this.placed = ownPlaces;
        Set<String> places = new LinkedHashSet<>(this.found.keySet());
        places.addAll(ownPlaces);
        this.overlay.set(places);
        if (!this.overlay.isActive()) {
            this.live = null;
            this.absences.clear();
            return;
        }
        if (this.live == null) {
            this.live = new Rings(this.degree);
        }
        Rings rings = this.live;
        for (String place : places) {
            Address address = this.found.get(place);
            if (ownPlaces.contains(place) || address == null || !this.absences.contains(address)) {
                rings.add(place);
            }
        }
        for (String place : rings.addresses()) {
            if (!places.contains(place)) {
                rings.remove(place);
            }
        }
    }

    /** This node's addresses among those found; the one that it is bound to if there is none. */
    private Set<String> ownPlaces() {
        Set<String> places = new LinkedHashSet<>();
        this.ownFound.forEach((address) -> places.add(address.place()));
        return places.isEmpty() ? Set.of(this.own.place()) : places;
    }

    private boolean noteAbsent(Rings rings, long awakeNanos, long ttlNanos) {
        boolean changed = false;
        int tried = 0;
        for (Address address : targets()) {
            if (this.contacts.isHeard(address)) {
                if (this.absences.remove(address)) {
                    changed |= rings.add(address.place());
                }
            } else if (!this.absences.contains(address)) {
                if (this.contacts.isMissing(address, ttlNanos)) {
                    this.absences.add(address, awakeNanos, ttlNanos);
                    changed |= rings.remove(address.place());
                } else {
                    tried++;
                }
            }
        }
        int most = Math.max(0, this.degree - tried);
        for (Address address : this.absences.retry(awakeNanos, most, this.neighbours)) {
            changed |= rings.add(address.place());
        }
        return changed;
    }

    private void choose(long awakeNanos) {
        Set<Address> before = targets();
        Rings rings = this.live;
        Set<Address> chosen = new LinkedHashSet<>();
        Set<Address> ringed = new LinkedHashSet<>();
        Set<Address> next = new LinkedHashSet<>();
        for (String place : this.placed) {
            collect(this.overlay.neighbours(place), chosen);
            collect(this.overlay.ringNeighbours(place), ringed);
            if (rings != null) {
                collect(rings.neighbours(place), next);
            }
        }
        next.removeAll(chosen);
        this.neighbours = this.limit.apply(chosen);
        this.substitutes = next;
        this.mutual = ringed;
        Set<Address> targets = targets();
        for (Address address : before) {
            if (!targets.contains(address)
                    && this.found.containsKey(address.place())
                    && this.contacts.isHeard(address)) {
                this.former.add(address, awakeNanos);
            }
        }
        this.former.removeAll(targets);
        this.former.removeAll(this.ownFound);
        warnIfStranger();
    }

    /** Adds the addresses at some places, but for this node's own. */
    private void collect(Set<String> places, Set<Address> addresses) {
        for (String place : places) {
            Address address = this.found.get(place);
            if (address != null && !this.ownFound.contains(address)) {
                addresses.add(address);
            }
        }
    }

    /** Drops former neighbours that are silent, or no longer needed. */
    private boolean release(long awakeNanos, long ttlNanos) {
        if (this.former.isEmpty()) {
            return false;
        }
        Set<Address> targets = targets();
        long heard = targets.stream().filter(this.contacts::isHeard).count();
        return this.former.release(
                heard >= Math.min(this.degree, targets.size()),
                (address) -> this.found.containsKey(address.place()),
                awakeNanos,
                ttlNanos);
    }

    private Set<Address> targets() {
        Set<Address> targets = new LinkedHashSet<>(this.neighbours);
        targets.addAll(this.substitutes);
        return targets;
    }

    private void warnIfStranger() {
        if (this.overlay.isActive()
                && this.ownFound.isEmpty()
                && this.boundSeen != null
                && !this.strangerWarned) {
            this.strangerWarned = true;
            logger.warn(
                    "None of the {} addresses found is this node's. It takes {} for its place among"
                            + " them. Nodes that do not find that address do not dial this node:"
                            + " check that chorus.gossip.peers leads to it there",
                    this.found.size(),
                    this.own.place());
        }
    }
}
