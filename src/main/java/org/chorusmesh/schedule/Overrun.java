package org.chorusmesh.schedule;

/** What happens when a job is due and its run before has not ended. */
public enum Overrun {

    /** The new run is left out. */
    SKIP,

    /**
     * The new run waits until the run before has ended. At most one waits: it gives way to a newer
     * one.
     */
    QUEUE_ONE,

    /** The new run begins beside the others. */
    CONCURRENT
}
