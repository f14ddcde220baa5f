package org.chorusmesh.schedule;

import java.time.Duration;
import java.time.Instant;

/** The turn of this node in a cycle of beats. Thread-safe, during the turn and after it. */
public interface Turn {

    /** Number of the first beat of the cycle. */
    long cycle();

    /** Index of its slot in the cycle, 0 … {@link #of()} − 1; 0 for {@link Spread#STABLE}. */
    int slot();

    /** Number of slots in the cycle; 1 for {@link Spread#STABLE}. */
    int of();

    /** Estimates when it ends, by the wall clock of this node. The rate may still change. */
    Instant ends();

    /** The time that is left. Zero once the turn is over, also after a jump of the phase. */
    Duration remaining();

    /**
     * A token that increases with every turn in the mesh. A store should refuse a token that is
     * smaller than the greatest it has seen, or equal to it and from another node.
     */
    long fence();
}
