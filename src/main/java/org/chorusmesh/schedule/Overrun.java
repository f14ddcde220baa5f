package org.chorusmesh.schedule;

/** What happens if a job is due and its previous run has not ended. */
public enum Overrun {

    /** The new run is skipped. */
    SKIP,

    /**
     * The new run waits until the previous run has ended. At most one run waits; a newer one
     * replaces it.
     */
    QUEUE_ONE,

    /** The new run starts while the others are running. */
    CONCURRENT
}
