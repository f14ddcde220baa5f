package org.chorusmesh.simulation.scenario;

import java.util.List;
import org.chorusmesh.settings.Settings;

/** Reads who hears whom. */
final class TopologyReader {

    // Of half a kilobyte and more each.
    private static final long MAX_LINKS = 20_000_000;

    private TopologyReader() {}

    /**
     * The topology.
     *
     * @param isCounted whether the number of nodes is known
     */
    static Topology read(Section scenario, int n, boolean isCounted) {
        int before = scenario.faults();
        Topology topology = graph(scenario, n, isCounted);
        long links = (long) n * degree(topology, n);
        if (isCounted && scenario.faults() == before && links > MAX_LINKS) {
            scenario.fault(
                    "topology",
                    "makes %d links, at most %d can be; give a sparser one or fewer nodes"
                            .formatted(links, MAX_LINKS));
        }
        return topology;
    }

    private static long degree(Topology topology, int n) {
        if (topology instanceof Topology.Full) {
            return n - 1L;
        }
        if (topology instanceof Topology.RandomRegular random) {
            return random.degree();
        }
        if (topology instanceof Topology.DividedByAll divided) {
            return degree(divided.graph(), n);
        }
        return (topology instanceof Topology.Ring ring) ? ring.degree() : 0;
    }

    private static Topology graph(Section scenario, int n, boolean isCounted) {
        Object raw = scenario.raw("topology");
        if (raw == null || "full".equals(raw)) {
            return new Topology.Full();
        }
        if ("ring".equals(raw)) {
            return new Topology.Ring(2);
        }
        if (raw instanceof String word) {
            scenario.fault(
                    "topology",
                    "must be full, ring or a mapping with one of k-ring, random-regular, edges; is "
                            + Section.shown(word));
            return new Topology.Full();
        }
        Section s = scenario.section("topology");
        String which = s.oneOf("full", "ring", "k-ring", "random-regular", "edges");
        Topology topology = new Topology.Full();
        if ("ring".equals(which)) {
            topology = new Topology.Ring(2);
            mustBeTrue(s, which);
        } else if ("full".equals(which)) {
            mustBeTrue(s, which);
        } else if ("k-ring".equals(which)) {
            topology = new Topology.Ring(degree(s, which, n, isCounted));
            if (((Topology.Ring) topology).degree() % 2 != 0) {
                s.fault(which, "must be even, as many on either side");
            }
        } else if ("random-regular".equals(which)) {
            int degree = degree(s, which, n, isCounted);
            topology = new Topology.RandomRegular(degree);
            if (isCounted && (long) n * degree % 2 != 0) {
                s.fault(which, "must be even where the number of nodes is odd, is " + degree);
            }
        } else if ("edges".equals(which)) {
            EventReader pairs = new EventReader(n, Settings.defaults(), Long.MAX_VALUE);
            List<List<Integer>> edges = pairs.pairs(s, "edges");
            topology = new Topology.Edges(edges);
        }
        boolean byAll = s.word("divisor", "neighbours", "neighbours", "nodes").equals("nodes");
        s.close();
        return (byAll && !(topology instanceof Topology.Full))
                ? new Topology.DividedByAll(topology)
                : topology;
    }

    private static void mustBeTrue(Section s, String field) {
        int before = s.faults();
        if (!s.flag(field, true) && s.faults() == before) {
            s.fault(field, "must be true, or leave it out");
        }
    }

    private static int degree(Section s, String which, int n, boolean isCounted) {
        if (isCounted && n == 2) {
            s.fault(which, "needs three nodes or more");
            s.raw(which);
            return 2;
        }
        return (int) s.integer(which, 2, 2, n - 1);
    }
}
