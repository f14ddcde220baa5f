package org.chorusmesh.schedule;

/** Drives a pulse: a thread, or a test. */
public interface BeatDriver {

    /** Starts to drive a pulse. */
    void start(Pulse pulse);

    /** Stops. The pulse is not driven after this call returns. */
    void stop();
}
