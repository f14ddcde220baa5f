package org.chorusmesh.simulation.swarm;

import java.util.EnumSet;
import java.util.Set;
import org.chorusmesh.simulation.scenario.Chance;

/**
 * What a random scenario may have. Each run switches on a random few, so that some runs are hit by
 * one thing many times and others by many at once (swarm testing: Groce, Zhang, Eide, Chen and
 * Regehr, 2012).
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

    /** A random few. */
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
