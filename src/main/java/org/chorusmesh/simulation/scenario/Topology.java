package org.chorusmesh.simulation.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Who hears whom. Edges have no direction: both ends hear each other. */
public sealed interface Topology {

    /** Everybody hears everybody. */
    record Full() implements Topology {}

    /**
     * A ring on which each hears its {@code degree / 2} next neighbours on either side.
     *
     * @param degree even, at least 2
     */
    record Ring(int degree) implements Topology {}

    /**
     * A {@linkplain RegularGraph random graph} in which everyone hears exactly so many.
     *
     * @param degree 2 … n − 1, or 1 of two nodes; n times it is even
     */
    record RandomRegular(int degree) implements Topology {}

    /** What is listed. */
    record Edges(List<List<Integer>> edges) implements Topology {}

    /**
     * A graph on which the coupling is divided by the number of all nodes, as textbooks do it; the
     * node itself divides by one more than its neighbours.
     */
    record DividedByAll(Topology graph) implements Topology {}

    /** By what the coupling of a node is multiplied, so that it is divided as it is to be. */
    default double couplingFactor(int degree, int n) {
        return (this instanceof DividedByAll) ? (1.0 + degree) / n : 1;
    }

    /** The neighbours of each of n nodes, in ascending order, none twice. */
    default int[][] of(int n, Chance chance) {
        if (this instanceof DividedByAll divided) {
            return divided.graph().of(n, chance);
        }
        if (this instanceof RandomRegular random) {
            return RegularGraph.of(n, random.degree(), chance);
        }
        int[][] neighbours = new int[n][];
        if (this instanceof Full) {
            for (int i = 0; i < n; i++) {
                neighbours[i] = new int[n - 1];
                for (int j = 0; j < n - 1; j++) {
                    neighbours[i][j] = (j < i) ? j : j + 1;
                }
            }
            return neighbours;
        }
        List<List<Integer>> lists = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            lists.add(new ArrayList<>());
        }
        if (this instanceof Edges listed) {
            listed.edges().forEach((edge) -> connect(lists, edge.get(0), edge.get(1)));
        } else {
            for (int ring = 1; ring <= ((Ring) this).degree() / 2; ring++) {
                for (int i = 0; i < n; i++) {
                    connect(lists, i, (i + ring) % n);
                }
            }
        }
        for (int i = 0; i < n; i++) {
            neighbours[i] =
                    lists.get(i).stream().mapToInt(Integer::intValue).sorted().distinct().toArray();
        }
        return neighbours;
    }

    private static void connect(List<List<Integer>> lists, int a, int b) {
        if (a != b) {
            lists.get(a).add(b);
            lists.get(b).add(a);
        }
    }

    /** Whether one can go from any node to any other. */
    static boolean isConnected(int[][] neighbours) {
        boolean[] seen = new boolean[neighbours.length];
        int[] stack = new int[neighbours.length];
        int depth = 1;
        int count = 1;
        seen[0] = true;
        while (depth > 0) {
            for (int next : neighbours[stack[--depth]]) {
                if (!seen[next]) {
                    seen[next] = true;
                    count++;
                    stack[depth++] = next;
                }
            }
        }
        return count == neighbours.length;
    }

    /** Where one node stands among another's neighbours; negative if it does not. */
    static int indexOf(int[] neighbours, int node) {
        return Arrays.binarySearch(neighbours, node);
    }
}
