package org.chorusmesh.benchmarks.membership;

import java.util.EnumMap;
import java.util.Map;
import org.chorusmesh.benchmarks.harness.Samples;

/** What was seen of one system in one round. */
final class Seen {

    final Map<Fault, Samples> suspected = new EnumMap<>(Fault.class);
    final Map<Fault, Samples> removed = new EnumMap<>(Fault.class);
    double packets;
    double bytes;
    double cpuPercent;
    int wrongRemovals;
    int pauses;
    int suspicionsByThePaused;
    int removalsByThePaused;
    int suspicionsOfThePaused;
    int removalsOfThePaused;

    Seen() {
        for (Fault fault : Fault.values()) {
            this.suspected.put(fault, new Samples());
            this.removed.put(fault, new Samples());
        }
    }
}
