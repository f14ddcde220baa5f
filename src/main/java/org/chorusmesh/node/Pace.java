package org.chorusmesh.node;

import org.chorusmesh.settings.Settings;

/** How often a node reports and steps. */
public enum Pace {

    /**
     * Reports once a gossip period where something changes, and up to eight times less often while
     * the node is in step with all of its peers and nothing disturbs it. It then also steps less
     * often: for each report of its own, around each beat, and as soon as a disturbed peer reports.
     * Where machines or the network cannot carry as many reports, it does both less often too.
     */
    ADAPTIVE,

    /** Reports once a gossip period, and steps as often as the settings say. */
    STEADY;

    /** What is logged of a node is no older. */
    private static final long CALM_STEP_NANOS = 500_000_000L;

    private static final long DISTURBED_STEP_NANOS = 100_000_000L;

    /** The longest time between two steps of a node that nothing disturbs. */
    long calmStepNanos(Settings settings) {
        return Math.max(disturbedStepNanos(settings), CALM_STEP_NANOS);
    }

    /**
     * The longest time between two steps of a node that something disturbs, such as a silent peer.
     * It is more than the step of the settings where machines or the network are overloaded.
     */
    public long disturbedStepNanos(Settings settings) {
        return (this == STEADY)
                ? settings.stepNanos()
                : Math.max(settings.stepNanos(), DISTURBED_STEP_NANOS);
    }
}
