package org.chorusmesh.schedule;

/** Drives a pulse: a thread, or the hand of a test. */
public interface BeatDriver {

    /** Begins to drive. */
    void start(Pulse pulse);

    /** Drives no more, from the return of this call on. */
    void stop();
}
