package org.chorusmesh.overlay;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The neighbours of an address in a mesh of any size: all others in a small mesh, and those on
 * {@link Rings} in a large one. Between the two there is a margin, in which the mesh stays as it
 * is, so that a mesh at the limit does not change its shape over and over. Not safe for use by
 * several threads.
 */
public final class Overlay {

    /** The degree of a mesh that is full at any size. */
    public static final int FULL = 0;

    /** The smallest degree of an overlay. */
    public static final int MIN_DEGREE = 4;

    /** The greatest degree of an overlay. */
    public static final int MAX_DEGREE = 64;

    /** The degree of an overlay if nothing else is configured. */
    public static final int DEFAULT_DEGREE = 16;

    private static final int MARGIN = 8;

    private final int degree;
    private final Rings rings;
    private boolean active;

    /** Whether a change has touched all addresses, as each does while the mesh is full. */
    private boolean allTouched;

    /**
     * Creates an overlay without addresses.
     *
     * @param degree {@link #FULL}, or an even number from {@value #MIN_DEGREE} to {@value
     *     #MAX_DEGREE}
     */
    public Overlay(int degree) {
        check(degree);
        this.degree = degree;
        this.rings = new Rings((degree == FULL) ? Integer.MAX_VALUE : degree);
    }

    /**
     * Checks a degree.
     *
     * @throws IllegalArgumentException if it is neither {@link #FULL} nor an even number within the
     *     bounds
     */
    public static void check(int degree) {
        if (!isValid(degree)) {
            throw new IllegalArgumentException(
                    "degree must be %d, or an even number from %d to %d: %d"
                            .formatted(FULL, MIN_DEGREE, MAX_DEGREE, degree));
        }
    }

    /** Whether a degree is {@link #FULL}, or an even number within the bounds. */
    public static boolean isValid(int degree) {
        return degree == FULL || (degree >= MIN_DEGREE && degree <= MAX_DEGREE && degree % 2 == 0);
    }

    /**
     * The greatest number of addresses at which a mesh is full for sure.
     *
     * @param degree as for {@link #Overlay}
     */
    public static int mostInFullMesh(int degree) {
        return (degree == FULL) ? Integer.MAX_VALUE : degree + 1;
    }

    /**
     * Adds an address.
     *
     * @param address its text, the same at every node
     * @return whether it was missing
     */
    public boolean add(String address) {
        boolean added = this.rings.add(address);
        this.allTouched |= added && !this.active;
        this.active |= this.degree != FULL && this.rings.size() >= this.degree + MARGIN;
        return added;
    }

    /**
     * Removes an address.
     *
     * @return whether it was there
     */
    public boolean remove(String address) {
        boolean removed = this.rings.remove(address);
        this.active &= this.rings.size() > this.degree + 1;
        this.allTouched |= removed && !this.active;
        return removed;
    }

    /**
     * Makes the addresses the given ones. Additions go first, so that none pass the margin twice.
     */
    public void set(Set<String> addresses) {
        addresses.forEach(this::add);
        for (String there : this.rings.addresses()) {
            if (!addresses.contains(there)) {
                remove(there);
            }
        }
    }

    /** Whether an address was added. */
    public boolean contains(String address) {
        return this.rings.contains(address);
    }

    /** Number of addresses. */
    public int size() {
        return this.rings.size();
    }

    /** Whether an address has fewer neighbours than all others. */
    public boolean isActive() {
        return this.active;
    }

    /**
     * The addresses that a node dials: those on the rings, or all others while the overlay is not
     * active.
     *
     * @param own the node's address, which was added
     */
    public Set<String> neighbours(String own) {
        if (this.active) {
            return this.rings.neighbours(own);
        }
        Set<String> others = new LinkedHashSet<>(this.rings.addresses());
        others.remove(own);
        return others;
    }

    /**
     * The neighbours on the rings, whether the overlay is active or not. These dial the node by any
     * path through the margin, the others only while they have the mesh full.
     *
     * @param own the node's address, which was added
     */
    public Set<String> ringNeighbours(String own) {
        return this.rings.neighbours(own);
    }

    /**
     * The addresses whose neighbours may have changed since the last call; each one at first.
     * Removed ones are not among them.
     */
    public Set<String> takeTouched() {
        Set<String> touched = this.rings.takeTouched();
        if (this.allTouched) {
            this.allTouched = false;
            return this.rings.addresses();
        }
        return touched;
    }
}
