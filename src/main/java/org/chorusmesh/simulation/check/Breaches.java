package org.chorusmesh.simulation.check;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects breaches, and keeps the first 20 of each invariant. */
final class Breaches {

    private static final int MAX_OF_EACH = 20;

    private final List<Breach> all;
    private final Map<Invariant, Integer> counts = new EnumMap<>(Invariant.class);

    /**
     * @param all the list to which breaches are added
     */
    Breaches(List<Breach> all) {
        this.all = all;
    }

    void add(Invariant invariant, long nanos, String detail) {
        if (this.counts.merge(invariant, 1, Integer::sum) <= MAX_OF_EACH) {
            this.all.add(new Breach(invariant, nanos, detail));
        }
    }
}
