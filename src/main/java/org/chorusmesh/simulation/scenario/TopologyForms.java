package org.chorusmesh.simulation.scenario;

import java.util.List;
import org.chorusmesh.overlay.Overlay;
import org.jspecify.annotations.Nullable;

/** The {@code topology} of a scenario file. */
final class TopologyForms {

    // Each takes half a kilobyte or more.
    private static final long MAX_LINKS = 20_000_000;

    private static final long MAX_DISCOVERY_NANOS = 3_600_000_000_000L;

    private TopologyForms() {}

    /**
     * Reads the topology.
     *
     * @param n number of nodes
     * @param isCounted whether the number of nodes is valid
     */
    static Topology read(Section scenario, Topology fallback, int n, boolean isCounted) {
        Topology topology = graph(scenario, fallback, n, isCounted);
        long links = n * topology.degree(n);
        if (isCounted && scenario.isSound("topology") && links > MAX_LINKS) {
            scenario.fault(
                    "topology",
                    "has %d links, the maximum is %d; use a sparser graph or fewer nodes"
                            .formatted(links, MAX_LINKS));
        }
        return topology;
    }

    private static Topology graph(Section scenario, Topology fallback, int n, boolean isCounted) {
        @Nullable Object raw = scenario.given("topology");
        if ("full".equals(raw)) {
            return new Topology.Full();
        }
        if ("ring".equals(raw)) {
            return new Topology.Ring(2);
        }
        if ("overlay".equals(raw)) {
            return Topology.Overlay.DEFAULT;
        }
        if (raw instanceof String word) {
            scenario.fault(
                    "topology",
                    "must be full, ring, overlay or a mapping with one of k-ring, random-regular,"
                            + " overlay, edges; is "
                            + Kind.shown(word));
            return new Topology.Full();
        }
        Section s = scenario.section("topology");
        Topology inner =
                (fallback instanceof Topology.DividedByAll divided) ? divided.graph() : fallback;
        Topology topology = s.oneOf(inner, forms(n, isCounted));
        String divisor = (fallback instanceof Topology.DividedByAll) ? "nodes" : "neighbours";
        boolean byAll = s.get("divisor", divisor, Kind.word("neighbours", "nodes")).equals("nodes");
        if (byAll && topology instanceof Topology.Overlay) {
            s.fault("divisor", "must be neighbours for an overlay, whose nodes divide by these");
        }
        s.close();
        return (byAll && !(topology instanceof Topology.Full))
                ? new Topology.DividedByAll(topology)
                : topology;
    }

    private static List<Form<? extends Topology>> forms(int n, boolean isCounted) {
        return List.of(
                Form.word("full", new Topology.Full()),
                // Two nodes can form a ring, but not a ring with two neighbours each.
                Form.word("ring", new Topology.Ring(2)),
                Form.of(
                        "k-ring",
                        new Topology.Ring(2),
                        (s, fallback) -> ring(s, fallback, n, isCounted)),
                Form.of(
                        "random-regular",
                        new Topology.RandomRegular(2),
                        (s, fallback) -> regular(s, fallback, n, isCounted)),
                Form.of("overlay", Topology.Overlay.DEFAULT, TopologyForms::overlay),
                Form.of(
                        "edges",
                        new Topology.Edges(List.of()),
                        (s, fallback) ->
                                new Topology.Edges(
                                        s.some("edges", fallback.edges(), Kind.pair(n)))));
    }

    private static Topology.Ring ring(Section s, Topology.Ring fallback, int n, boolean isCounted) {
        int degree = degree(s, "k-ring", fallback.degree(), n, isCounted);
        if (degree % 2 != 0) {
            s.fault("k-ring", "must be even, with half of the neighbours on either side");
        }
        return new Topology.Ring(degree);
    }

    private static Topology.Overlay overlay(Section s, Topology.Overlay fallback) {
        int degree =
                s.get(
                        "overlay",
                        fallback.degree(),
                        Kind.integer(Overlay.MIN_DEGREE, Overlay.MAX_DEGREE));
        if (degree % 2 != 0) {
            s.fault("overlay", "must be even, is " + degree);
        }
        return new Topology.Overlay(
                degree,
                s.get("discovery", fallback.discoveryNanos(), Kind.span(0, MAX_DISCOVERY_NANOS)));
    }

    private static Topology.RandomRegular regular(
            Section s, Topology.RandomRegular fallback, int n, boolean isCounted) {
        int degree = degree(s, "random-regular", fallback.degree(), n, isCounted);
        if (isCounted && (long) n * degree % 2 != 0) {
            s.fault("random-regular", "must be even if the number of nodes is odd, is " + degree);
        }
        return new Topology.RandomRegular(degree);
    }

    private static int degree(Section s, String word, int fallback, int n, boolean isCounted) {
        if (isCounted && n == 2 && s.isGiven()) {
            s.fault(word, "requires at least three nodes");
            return fallback;
        }
        return s.get(word, fallback, Kind.integer(2, n - 1));
    }
}
