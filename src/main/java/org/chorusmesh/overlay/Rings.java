package org.chorusmesh.overlay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Addresses on rings, a random regular graph that each node computes alone. Each ring has all
 * addresses in an order of its own, by a hash, and closes to a circle. An address takes both
 * addresses beside it on ring 0, on ring 1 and so on, until it has enough different ones. Two
 * addresses are neighbours if either takes the other.
 *
 * <p>The union of a few random circles is an expander (Friedman, 2003): the second eigenvalue of
 * its Laplacian is near k − 2√(k − 1) for the degree k. Adding or removing an address changes about
 * 3k/2 links, and takes O(k² log n) time. Not safe for use by several threads.
 */
public final class Rings {

    /** No address takes more rings than this, even if it has too few neighbours then. */
    static final int MAX_RINGS = 256;

    /** Unused rings that are kept, so that they are not made again and again. */
    private static final int SPARE_RINGS = 4;

    private final int degree;
    private final RingHash hash = new RingHash();
    private final Map<String, Place> places = new HashMap<>();
    private final List<TreeSet<Place>> rings = new ArrayList<>();

    /** How many settled addresses take how many rings. */
    private final int[] placesOfDepth = new int[MAX_RINGS + 1];

    private final Set<Place> unsettled = new LinkedHashSet<>();
    private final Set<String> touched = new LinkedHashSet<>();

    /**
     * Creates rings without addresses.
     *
     * @param degree how many different neighbours each address takes at least, if there are as many
     *     others, ≥ 1
     */
    public Rings(int degree) {
        if (degree < 1) {
            throw new IllegalArgumentException("degree must be at least 1: " + degree);
        }
        this.degree = degree;
    }

    /**
     * Adds an address.
     *
     * @param address its text, the same at every node
     * @return whether it was missing
     */
    public boolean add(String address) {
        if (this.places.containsKey(address)) {
            return false;
        }
        Place place = new Place(address);
        this.places.put(address, place);
        for (int ring = 0; ring < this.rings.size(); ring++) {
            place.enter(ring, this.hash);
            this.rings.get(ring).add(place);
        }
        this.placesOfDepth[0]++;
        disturb(place);
        return true;
    }

    /**
     * Removes an address.
     *
     * @return whether it was there
     */
    public boolean remove(String address) {
        Place place = this.places.get(address);
        if (place == null) {
            return false;
        }
        disturb(place);
        this.places.remove(address);
        this.rings.forEach((ring) -> ring.remove(place));
        this.placesOfDepth[place.depth()]--;
        this.unsettled.remove(place);
        this.touched.remove(address);
        return true;
    }

    /** Whether an address was added. */
    public boolean contains(String address) {
        return this.places.containsKey(address);
    }

    /** Number of addresses. */
    public int size() {
        return this.places.size();
    }

    /** All addresses, in no order, as of now. */
    public Set<String> addresses() {
        return Set.copyOf(this.places.keySet());
    }

    /**
     * The neighbours of an address: all others if there are no more than the degree; else those
     * that it takes and those that take it.
     *
     * @param own an address that was added
     * @throws IllegalArgumentException if it was not
     */
    public Set<String> neighbours(String own) {
        Place place = this.places.get(own);
        if (place == null) {
            throw new IllegalArgumentException("not on the rings: " + own);
        }
        Set<String> neighbours = new LinkedHashSet<>();
        if (isFull()) {
            neighbours.addAll(this.places.keySet());
            neighbours.remove(own);
            return neighbours;
        }
        settle();
        for (int ring = 0; ring < deepest(); ring++) {
            addIfEitherTakes(ring, place, before(ring, place), neighbours);
            addIfEitherTakes(ring, place, after(ring, place), neighbours);
        }
        return neighbours;
    }

    /**
     * The addresses whose neighbours may have changed since the last call; each one at first.
     * Removed ones are not among them.
     */
    public Set<String> takeTouched() {
        if (!isFull()) {
            settle();
        }
        Set<String> taken = new LinkedHashSet<>(this.touched);
        this.touched.clear();
        return taken;
    }

    private boolean isFull() {
        return this.places.size() - 1 <= this.degree;
    }

    private static void addIfEitherTakes(int ring, Place one, Place other, Set<String> neighbours) {
        if (ring < one.depth() || ring < other.depth()) {
            neighbours.add(other.address());
        }
    }

    /** Notes that an address comes or goes, whose neighbours then take others. */
    private void disturb(Place place) {
        this.unsettled.add(place);
        this.touched.add(place.address());
        if (this.places.size() - 2 <= this.degree) {
            // All are neighbours of all, now, before or after.
            this.unsettled.addAll(this.places.values());
            this.touched.addAll(this.places.keySet());
            return;
        }
        for (int ring = 0; ring < this.rings.size(); ring++) {
            disturbBeside(ring, place, this.unsettled);
        }
    }

    private void disturbBeside(int ring, Place place, Set<Place> places) {
        for (Place beside : List.of(before(ring, place), after(ring, place))) {
            places.add(beside);
            this.touched.add(beside.address());
        }
    }

    /** Computes how many rings each address takes beside which something has changed. */
    private void settle() {
        for (Place place : this.unsettled) {
            int old = place.depth();
            int depth = depthOf(place);
            if (depth != old) {
                place.setDepth(depth);
                this.placesOfDepth[old]--;
                this.placesOfDepth[depth]++;
                for (int ring = Math.min(old, depth); ring < Math.max(old, depth); ring++) {
                    touchBeside(ring, place);
                }
            }
        }
        this.unsettled.clear();
        while (this.rings.size() > deepest() + SPARE_RINGS) {
            this.rings.remove(this.rings.size() - 1);
        }
    }

    private void touchBeside(int ring, Place place) {
        if (ring < this.rings.size()) {
            this.touched.add(place.address());
            this.touched.add(before(ring, place).address());
            this.touched.add(after(ring, place).address());
        }
    }

    private int depthOf(Place place) {
        Set<Place> taken = new HashSet<>();
        int depth = 0;
        while (taken.size() < this.degree && depth < MAX_RINGS) {
            if (depth == this.rings.size()) {
                addRing();
            }
            taken.add(before(depth, place));
            taken.add(after(depth, place));
            depth++;
        }
        return depth;
    }

    private void addRing() {
        int ring = this.rings.size();
        TreeSet<Place> places = new TreeSet<>((one, other) -> Place.compare(ring, one, other));
        for (Place place : this.places.values()) {
            place.enter(ring, this.hash);
            places.add(place);
        }
        this.rings.add(places);
    }

    private int deepest() {
        int depth = MAX_RINGS;
        while (depth > 0 && this.placesOfDepth[depth] == 0) {
            depth--;
        }
        return depth;
    }

    private Place before(int ring, Place place) {
        TreeSet<Place> places = this.rings.get(ring);
        Place lower = places.lower(place);
        return (lower != null) ? lower : places.last();
    }

    private Place after(int ring, Place place) {
        TreeSet<Place> places = this.rings.get(ring);
        Place higher = places.higher(place);
        return (higher != null) ? higher : places.first();
    }
}
