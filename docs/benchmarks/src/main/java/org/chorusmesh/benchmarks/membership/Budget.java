package org.chorusmesh.benchmarks.membership;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * By how much each system has to be hastier than its defaults to send as many packets as Chorus. It
 * is found by trying: packets grow with haste, but not evenly.
 */
final class Budget {

    /** How far from the packets of Chorus is near enough. */
    private static final double TOLERANCE = 0.2;

    private final Map<MemberSystem, List<Point>> points = new EnumMap<>(MemberSystem.class);
    private final Map<MemberSystem, Double> hastes = new EnumMap<>(MemberSystem.class);

    /** The haste to try, within what the system can. */
    double haste(MemberSystem system) {
        return this.hastes.getOrDefault(system, 1.0);
    }

    /**
     * Learns from packets that were counted.
     *
     * @param haste at which they were counted
     * @param wanted packets of Chorus
     * @return whether they are too far from the wanted ones, and another haste may be better
     */
    boolean learn(MemberSystem system, double haste, double packets, double wanted) {
        if (system == MemberSystem.CHORUS) {
            return false;
        }
        List<Point> known = this.points.computeIfAbsent(system, (none) -> new ArrayList<>());
        known.add(new Point(haste, packets));
        double better =
                Math.min(guess(known, haste * wanted / packets, wanted), system.greatestHaste());
        this.hastes.put(system, better);
        return better != haste && Math.abs(packets / wanted - 1) > TOLERANCE;
    }

    /** Between the nearest points on either side of what is wanted, if there are both. */
    private static double guess(List<Point> known, double proportional, double wanted) {
        Comparator<Point> byPackets = Comparator.comparingDouble(Point::packets);
        Optional<Point> below =
                known.stream().filter((point) -> point.packets < wanted).max(byPackets);
        Optional<Point> above =
                known.stream().filter((point) -> point.packets >= wanted).min(byPackets);
        if (below.isEmpty() || above.isEmpty()) {
            return proportional;
        }
        Point low = below.get();
        Point high = above.get();
        double share = Math.log(wanted / low.packets) / Math.log(high.packets / low.packets);
        return low.haste * Math.pow(high.haste / low.haste, share);
    }

    private record Point(double haste, double packets) {}
}
