package org.chorusmesh.schedule;

import java.time.InstantSource;
import org.chorusmesh.beat.BeatState;

/** The source of beats: a node in this process, or a substitute for one. Thread-safe. */
public interface BeatSource {

    /** The id of the node. */
    String nodeId();

    /**
     * Whether this is a member of the mesh or acts for one. Otherwise it has no turns, and does not
     * take part in jobs by one member.
     */
    default boolean isMember() {
        return true;
    }

    /** The state of the beats after the last step. */
    BeatState state();

    /** The monotonic clock of {@link #state()}, nanoseconds. */
    long nanoTime();

    /** The wall clock for displayed instants. */
    default InstantSource wallClock() {
        return InstantSource.system();
    }

    /**
     * Whether beats fire: as of the last step, the node has joined its mesh and has not left it.
     */
    boolean isRunning();

    /** Whether the nodes of the mesh can agree on a number, which requires a coupling. */
    boolean isCoupled();

    /**
     * The greatest age of a state from which beats fire, nanoseconds. An older one is from before a
     * pause.
     *
     * @return &gt; 0
     */
    long freshNanos();

    /**
     * By how much the instant of a beat may differ from that of the nodes in step, nanoseconds:
     * half of the greatest round trip to one of them plus the greatest phase difference.
     *
     * @return ≥ 0; 0 if none is in step
     */
    long errorBoundNanos();

    /**
     * Adds a listener that is called after each step, on the thread of the step. It must return
     * quickly.
     */
    void addStepListener(Runnable listener);

    /** Removes a listener. */
    void removeStepListener(Runnable listener);
}
