package org.chorusmesh.schedule;

import java.time.Duration;
import java.time.Instant;

/** This node's turn in a cycle of beats. May be asked by any thread, during the turn and after. */
public interface Turn {

    /** The number of the cycle's first beat. */
    long cycle();

    /** Which slot of the cycle it is, 0 … {@link #of()} − 1; 0 for {@link Spread#STABLE}. */
    int slot();

    /** How many slots the cycle has; 1 for {@link Spread#STABLE}. */
    int of();

    /** When it ends, by the wall clock of this node. An estimate: the rhythm may still change. */
    Instant ends();

    /** How long it still lasts. Zero once it is over, or has been ended by a jump of the phase. */
    Duration remaining();

    /**
     * A token that grows with every turn of the mesh. A store refuses what is smaller than the
     * greatest token it has seen, or equal to it and from another node.
     */
    long fence();
}
