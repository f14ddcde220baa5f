package org.chorusmesh.schedule;

/** Receives every beat. */
@FunctionalInterface
public interface BeatListener {

    /** Called when a beat has fired. Beats that fire during a call are skipped. */
    void onBeat(Beat beat);
}
