package org.chorusmesh.simulation.check;

/** What must hold in every run. */
public enum Invariant {

    /**
     * A cached state never goes back in (incarnation, boot, lamport) except by a counted takeover.
     */
    NEVER_BACK,

    /** No peer whose silence has reached the TTL is in the sum. */
    SILENT_OUT,

    /** A step raises the Lamport clock by 1 … 2^20. */
    CLOCK_BOUND,

    /**
     * Silence grows by no more than the node's own waking time, so that nobody is evicted for the
     * node's own stall.
     */
    NO_OWN_STALL,

    /** Phases and rates are finite. */
    FINITE,

    /** A node that joins moves nobody by more than 0.01 rad. */
    QUIET_JOIN,

    /**
     * After the last fault the mesh settles as fast as the equations do, or within a fifth more.
     */
    SETTLES,

    /** No boot fires a number twice, or one that is smaller than one it has fired. */
    NUMBER_FORWARD,

    /** All nodes of a calm mesh have one number at one moment. */
    ONE_NUMBER,

    /** No two processes of one component act for one number of a job that one of all does. */
    ONE_OWNER,

    /** No two turns of a job overlap in one component. */
    NO_OVERLAP,

    /** The fence tokens of acts grow over time in one component. */
    FENCE,

    /** What the scenario expects. */
    EXPECTED
}
