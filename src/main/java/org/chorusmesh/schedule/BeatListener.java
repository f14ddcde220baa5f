package org.chorusmesh.schedule;

/** Is called on every beat. */
@FunctionalInterface
public interface BeatListener {

    /** A beat has fired. Not called while the call before lasts: beats are skipped then. */
    void onBeat(Beat beat);
}
