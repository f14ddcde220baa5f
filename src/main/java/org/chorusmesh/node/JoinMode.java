package org.chorusmesh.node;

/** How a starting node joins a mesh. */
public enum JoinMode {

    /**
     * Listens first and takes over the phase of the field, so that joining does not move the mesh.
     */
    ALIGN,

    /** Starts at once at its initial phase, for experiments. */
    FREE
}
