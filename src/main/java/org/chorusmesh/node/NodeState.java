package org.chorusmesh.node;

/** The state of a node. */
public enum NodeState {

    /** It listens and answers, but has no weight yet. */
    JOINING,

    /** It is part of the mesh. */
    RUNNING,

    /** It publishes nothing, because it hears a greater boot under its id. */
    SILENCED,

    /** It has said goodbye. */
    LEFT
}
