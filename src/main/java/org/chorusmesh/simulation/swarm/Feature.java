package org.chorusmesh.simulation.swarm;

import java.util.EnumSet;
import java.util.Set;
import org.chorusmesh.simulation.scenario.Chance;

/**
 * The features of random scenarios. Each scenario has a random subset, so that in some runs one
 * kind of fault happens many times and in others many kinds at once (swarm testing: Groce, Zhang,
 * Eide, Chen and Regehr, 2012).
 */
enum Feature {
    LOSS,
    LONG_DELAY,
    JITTER,
    UNORDERED,
    REORDERING,
    DOUBLES,
    STALLS,
    BANDWIDTH,
    LINK_EXCEPTIONS,
    DRIFTING_CLOCKS,
    UNEQUAL_FREQUENCIES,
    NOISE,
    LAG,
    SPEEDS,
    GRAPH,
    MANY_NODES,
    LATE_NODES,
    FILLED,
    CRASH,
    MASS_CRASH,
    LEAVE,
    RESTART,
    STORM,
    PAUSE,
    SUSPEND,
    PARTITION,
    CLOG,
    DRIFT,
    CLOCK_STEP,
    POISON,
    DUPLICATE_ID,
    SETTINGS,
    KICK;

    private static final double[] SHARES = {0.1, 0.2, 0.35, 0.6};

    /** A random subset. */
    static Set<Feature> some(Chance chance) {
        double share = SHARES[chance.below(SHARES.length)];
        Set<Feature> some = EnumSet.noneOf(Feature.class);
        for (Feature feature : values()) {
            if (chance.happens(share)) {
                some.add(feature);
            }
        }
        return some;
    }

    /** Whether it is an event. */
    boolean isEvent() {
        return compareTo(CRASH) >= 0;
    }
}
