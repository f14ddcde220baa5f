package org.chorusmesh.gossip;

import org.jspecify.annotations.Nullable;

/** One connection to one address, as the watchdog sees it. */
interface Connection {

    /** How many frames it has delivered, those left out that were only probed for. */
    long frames();

    /** The monotonic instant of the last one; of the dial before the first. */
    long lastFrameNanos();

    /** Whether it has delivered a report of this very node. */
    boolean heardSelf();

    /** What its last frames say of who is there; null before the first. */
    @Nullable Finding finding();

    /** How far it has come. */
    Contact contact();

    /** Whether it has ended by itself, with an error. */
    boolean hasEnded();

    /** Closes it, soon and on its own thread. */
    void stop();
}
