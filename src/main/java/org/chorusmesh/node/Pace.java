package org.chorusmesh.node;

/** How often a node reports. */
public enum Pace {

    /**
     * Once a gossip period where something changes, and up to eight times less often while the node
     * is in step with all of its peers and nothing disturbs it.
     */
    ADAPTIVE,

    /** Once a gossip period. */
    STEADY
}
