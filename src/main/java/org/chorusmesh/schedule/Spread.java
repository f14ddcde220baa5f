package org.chorusmesh.schedule;

/** How turns are spread over a cycle. */
public enum Spread {

    /**
     * Equal slots, one for each member of an agreed list. Turns do not overlap, and shift when
     * members join or leave.
     */
    EVEN,

    /**
     * A position for each node that follows from the hash of its id. Turns require no agreement and
     * never shift. They are not evenly spaced and may overlap.
     */
    STABLE
}
