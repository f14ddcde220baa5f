package org.chorusmesh.schedule;

/** Who acts on a beat. */
public enum By {

    /** Every node, each for itself. Never asks for agreement. */
    ALL,

    /**
     * One member of the mesh, everybody in rotation. A node that has no agreement with the others
     * on the list of members at that instant does not act.
     */
    ONE
}
