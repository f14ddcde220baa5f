package org.chorusmesh.simulation.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a scenario file says who hears whom. */
final class TopologyForms {

    // Of half a kilobyte and more each.
    private static final long MAX_LINKS = 20_000_000;

    private TopologyForms() {}

    /**
     * The topology.
     *
     * @param isCounted whether the number of nodes is known
     */
    static Topology read(Section scenario, Topology usual, int n, boolean isCounted) {
        Topology topology = graph(scenario, usual, n, isCounted);
        long links = n * topology.degree(n);
        if (isCounted && scenario.isSound("topology") && links > MAX_LINKS) {
            scenario.fault(
                    "topology",
                    "makes %d links, at most %d can be; give a sparser one or fewer nodes"
                            .formatted(links, MAX_LINKS));
        }
        return topology;
    }

    private static Topology graph(Section scenario, Topology usual, int n, boolean isCounted) {
        @Nullable Object raw = scenario.given("topology");
        if ("full".equals(raw)) {
            return new Topology.Full();
        }
        if ("ring".equals(raw)) {
            return new Topology.Ring(2);
        }
        if (raw instanceof String word) {
            scenario.fault(
                    "topology",
                    "must be full, ring or a mapping with one of k-ring, random-regular, edges; is "
                            + Kind.shown(word));
            return new Topology.Full();
        }
        Section s = scenario.section("topology");
        Topology inner = (usual instanceof Topology.DividedByAll divided) ? divided.graph() : usual;
        Topology topology = s.oneOf(inner, forms(n, isCounted));
        String divisor = (usual instanceof Topology.DividedByAll) ? "nodes" : "neighbours";
        boolean byAll = s.get("divisor", divisor, Kind.word("neighbours", "nodes")).equals("nodes");
        s.close();
        return (byAll && !(topology instanceof Topology.Full))
                ? new Topology.DividedByAll(topology)
                : topology;
    }

    private static List<Form<? extends Topology>> forms(int n, boolean isCounted) {
        return List.of(
                Form.word("full", new Topology.Full()),
                // Two nodes can be a ring, but not a lattice of two neighbours each.
                Form.word("ring", new Topology.Ring(2)),
                Form.of("k-ring", new Topology.Ring(2), (s, usual) -> ring(s, usual, n, isCounted)),
                Form.of(
                        "random-regular",
                        new Topology.RandomRegular(2),
                        (s, usual) -> regular(s, usual, n, isCounted)),
                Form.of(
                        "edges",
                        new Topology.Edges(List.of()),
                        (s, usual) ->
                                new Topology.Edges(s.some("edges", usual.edges(), Kind.pair(n)))));
    }

    private static Topology.Ring ring(Section s, Topology.Ring usual, int n, boolean isCounted) {
        int degree = degree(s, "k-ring", usual.degree(), n, isCounted);
        if (degree % 2 != 0) {
            s.fault("k-ring", "must be even, as many on either side");
        }
        return new Topology.Ring(degree);
    }

    private static Topology.RandomRegular regular(
            Section s, Topology.RandomRegular usual, int n, boolean isCounted) {
        int degree = degree(s, "random-regular", usual.degree(), n, isCounted);
        if (isCounted && (long) n * degree % 2 != 0) {
            s.fault(
                    "random-regular",
                    "must be even where the number of nodes is odd, is " + degree);
        }
        return new Topology.RandomRegular(degree);
    }

    private static int degree(Section s, String word, int usual, int n, boolean isCounted) {
        if (isCounted && n == 2 && s.isGiven()) {
            s.fault(word, "needs three nodes or more");
            return usual;
        }
        return s.get(word, usual, Kind.integer(2, n - 1));
    }
}
