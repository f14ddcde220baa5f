package org.chorusmesh.service;

/** How the thread that fires beats waits for them. */
public enum BeatPrecision {
    /** Parks until shortly before a beat and spins for the rest. */
    PRECISE,
    /**
     * Parks only: no spinning, and a beat fires later by what the system takes to wake a thread.
     */
    ECONOMY
}
