package org.chorusmesh.schedule;

/** How turns are spread over a cycle. */
public enum Spread {

    /**
     * In even slots, one for each member of an agreed list. Turns do not overlap, and shift when
     * members come and go.
     */
    EVEN,

    /**
     * Each node at a place that the hash of its id gives. Turns need no agreement and never shift;
     * they are not evenly spaced, and may overlap.
     */
    STABLE
}
