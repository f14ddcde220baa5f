package org.chorusmesh.schedule;

/** Which nodes act on a beat. */
public enum By {

    /** Every node. Requires no agreement. */
    ALL,

    /**
     * One member of the mesh, in rotation. A node without agreement with the others on the list of
     * members does not act.
     */
    ONE
}
