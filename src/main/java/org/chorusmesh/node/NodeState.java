package org.chorusmesh.node;

/** What a node is doing. */
public enum NodeState {

    /** Listens and answers, but counts nowhere yet. */
    JOINING,

    /** In the mesh. */
    RUNNING,

    /** Publishes nothing, because a greater boot is heard under its id. */
    SILENCED,

    /** Has said goodbye. */
    LEFT
}
