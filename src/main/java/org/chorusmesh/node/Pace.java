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
    private static final long MOST_STEP_NANOS = 500_000_000L;

    /** The longest time between two steps of a node that is awake. */
    public long longestStepNanos(Settings settings) {
        return (this == STEADY)
                ? settings.stepNanos()
                : Math.max(settings.stepNanos(), MOST_STEP_NANOS);
    }
}
