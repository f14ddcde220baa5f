package org.chorusmesh.gossip;

/** One connection to one address, as the watchdog sees it. */
interface Connection {

    /** How many frames it has delivered. */
    long frames();

    /** The monotonic instant of the last one; of the dial before the first. */
    long lastFrameNanos();

    /** Whether it has delivered a report of this very node. */
    boolean heardSelf();

    /** Whether it has ended by itself, with an error. */
    boolean hasEnded();

    /** Closes it, soon and on its own thread. */
    void stop();
}
