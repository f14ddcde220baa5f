package org.chorusmesh.benchmarks.membership;

import java.util.EnumMap;
import java.util.Map;

/**
 * By how much each system has to be hastier than its defaults to send as many packets as Chorus. It
 * is found by trying: packets grow nearly as haste does.
 */
final class Budget {

    /** How far from the packets of Chorus is near enough. */
    static final double TOLERANCE = 0.2;

    private final Map<MemberSystem, Double> hastes = new EnumMap<>(MemberSystem.class);

    /** The haste to try, within what the system can. */
    double haste(MemberSystem system) {
        return this.hastes.getOrDefault(system, 1.0);
    }

    /**
     * Learns from packets that were counted.
     *
     * @param haste at which they were counted
     * @return whether the next try differs by more than the tolerance
     */
    boolean learn(MemberSystem system, double haste, double packets, double wanted) {
        if (system == MemberSystem.CHORUS) {
            return false;
        }
        double better = Math.min(haste * wanted / packets, system.greatestHaste());
        this.hastes.put(system, better);
        return Math.abs(better / haste - 1) > TOLERANCE;
    }
}
