package org.chorusmesh.node;

import org.chorusmesh.settings.Settings;

/** How often a node reports and steps. */
public enum Pace {

    /**
     * Reports once a gossip period where something changes, and up to eight times less often while
     * the node is in step with all of its peers and nothing disturbs it. It then also steps less
     * often: for each look at the peers, once a gossip period, and around each beat.
     */
    ADAPTIVE,

    /** Reports once a gossip period, and steps as often as the settings say. */
    STEADY;

    /** What is shown and logged of a node is no older. */
    private static final long MOST_STEP_NANOS = 100_000_000L;

    /** The longest time between two steps of a node that is awake. */
    public long longestStepNanos(Settings settings) {
        return (this == STEADY)
                ? settings.stepNanos()
                : Math.max(
                        settings.stepNanos(),
                        Math.min(MOST_STEP_NANOS, settings.gossipPeriodNanos()));
    }
}
