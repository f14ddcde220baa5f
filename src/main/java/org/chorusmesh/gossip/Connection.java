package org.chorusmesh.gossip;

import org.jspecify.annotations.Nullable;

/** One connection to one address, as the watchdog sees it. */
interface Connection {

    /** How many frames it has delivered, without those that were only probed for. */
    long frames();

    /** The gossip period that its last report states, in nanoseconds; 0 before the first. */
    long periodNanos();

    /** Whether it has delivered a report of this node itself. */
    boolean heardSelf();

    /** What its last frames say about their sender; null before the first. */
    @Nullable Finding finding();

    /** How far it has come. */
    Contact contact();

    /** Whether it has ended by itself, with an error. */
    boolean hasEnded();

    /** Closes it, soon and on its own thread. */
    void stop();
}
