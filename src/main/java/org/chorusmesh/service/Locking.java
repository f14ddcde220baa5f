package org.chorusmesh.service;

/** How the phase of a peer stands to the node's own. */
public enum Locking {

    /**
     * For one TTL the phases have been less than an eighth of a turn apart, and their difference
     * has moved by less than 1/32 of a turn.
     */
    IN_STEP,

    /** Not in step, for less than {@linkplain Synchrony#PATIENCE_NANOS ten seconds} so far. */
    SETTLING,

    /** Locked, but an eighth of a turn or more apart. */
    APART,

    /** Not in step for ten seconds, and the difference still moves. */
    DRIFTING,

    /**
     * Not in step and never to be: the natural frequencies are further apart than the {@linkplain
     * org.chorusmesh.dynamics.LockingRange locking range}, or the coupling is 0.
     */
    CANNOT_LOCK,

    /** Has no weight in the node's sum, so that nothing is expected; the peer's state says why. */
    UNCOUPLED
}
