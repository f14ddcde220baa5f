package org.chorusmesh.schedule;

import java.time.InstantSource;
import org.chorusmesh.beat.BeatState;

/**
 * Where beats come from: a node in this process, or whatever stands for one. May be asked by any
 * thread.
 */
public interface BeatSource {

    /** The id of the node. */
    String nodeId();

    /**
     * Whether this is a member of the mesh, or acts for one. What follows beats and acts for nobody
     * has no part in what one member does for all, and no turn.
     */
    default boolean isMember() {
        return true;
    }

    /** The beats as the last step left them. */
    BeatState state();

    /** The monotonic clock that {@link #state()} is stamped with. */
    long nanoTime();

    /** The wall clock, for instants that are shown. */
    default InstantSource wallClock() {
        return InstantSource.system();
    }

    /**
     * Whether beats fire: the node has come into its mesh, and has not left it. What it says is as
     * of the last step too.
     */
    boolean isRunning();

    /** Whether the nodes of the mesh can agree on a number at all, which takes a coupling. */
    boolean isCoupled();

    /**
     * Up to which age a state is good to fire by. An older one is from before a pause.
     *
     * @return &gt; 0
     */
    long freshNanos();

    /**
     * By how much the instant of a beat may differ from that of the nodes in step: half of the
     * greatest round trip to one of them, and the greatest phase difference.
     *
     * @return ≥ 0; 0 where none is in step
     */
    long errorBoundNanos();

    /** Calls a listener after each step, on the stepping thread. It must be quick. */
    void addStepListener(Runnable listener);

    /** Calls a listener no more. */
    void removeStepListener(Runnable listener);
}
