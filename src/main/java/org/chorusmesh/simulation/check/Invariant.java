package org.chorusmesh.simulation.check;

/** The properties that every run must have. docs/invariants.md states when each is checked. */
public enum Invariant {

    /**
     * The cached state of a peer never goes back in (incarnation, boot, Lamport time), except by a
     * counted takeover.
     */
    NEVER_BACK,

    /** A peer whose silence has reached the TTL has no weight. */
    SILENT_OUT,

    /** A step raises the Lamport clock by 1 to 2^20. */
    CLOCK_BOUND,

    /**
     * The silence of a peer grows by no more than the node's own waking time, so a node that stalls
     * evicts no peer for it.
     */
    NO_OWN_STALL,

    /** Phases and rates are finite, and weights lie in 0 … 1. */
    FINITE,

    /** A node that joins moves no other node by more than 0.01 rad. */
    QUIET_JOIN,

    /**
     * After the last fault the mesh locks as the exact equations do, within 1.2 times their time
     * plus a second.
     */
    SETTLES,

    /** No boot fires a beat number twice, or a smaller one than before. */
    NUMBER_FORWARD,

    /** All nodes of a calm mesh have the same beat number at the same instant. */
    ONE_NUMBER,

    /** No two processes of one component act for the same number of a job by {@code one}. */
    ONE_OWNER,

    /** No two turns of a job overlap in one component. */
    NO_OVERLAP,

    /** The fence tokens of acts increase over time in one component. */
    FENCE,

    /** The run meets the {@code expect} section of its scenario. */
    EXPECTED
}
