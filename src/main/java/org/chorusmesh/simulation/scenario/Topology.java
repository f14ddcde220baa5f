package org.chorusmesh.simulation.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The graph of the mesh. Edges are undirected: both ends hear each other. */
public sealed interface Topology {

    /** The neighbours of each of n nodes, in ascending order, without duplicates. */
    int[][] of(int n, Chance chance);

    /** Largest number of neighbours of a node, of n; 0 for listed edges, which are not counted. */
    long degree(int n);

    /**
     * The factor on the coupling of a node with some neighbours, which gives the divisor of the
     * topology.
     */
    default double couplingFactor(int degree, int n) {
        return 1;
    }

    /** Every node hears all others. */
    record Full() implements Topology {

        @Override
        public int[][] of(int n, Chance chance) {
            int[][] neighbours = new int[n][];
            for (int i = 0; i < n; i++) {
                int self = i;
                neighbours[i] = IntStream.range(0, n).filter((j) -> j != self).toArray();
            }
            return neighbours;
        }

        @Override
        public long degree(int n) {
            return n - 1L;
        }
    }

    /**
     * A ring on which each node hears its {@code degree / 2} nearest neighbours on either side.
     *
     * @param degree even, at least 2
     */
    record Ring(int degree) implements Topology {

        @Override
        public int[][] of(int n, Chance chance) {
            List<List<Integer>> edges = new ArrayList<>();
            for (int ring = 1; ring <= this.degree / 2; ring++) {
                for (int i = 0; i < n; i++) {
                    edges.add(List.of(i, (i + ring) % n));
                }
            }
            return new Edges(edges).of(n, chance);
        }

        @Override
        public long degree(int n) {
            return this.degree;
        }
    }

    /**
     * A {@linkplain RegularGraph random graph} in which each node has the same number of
     * neighbours.
     *
     * @param degree 2 … n − 1, or 1 for two nodes; n · degree is even
     */
    record RandomRegular(int degree) implements Topology {

        @Override
        public int[][] of(int n, Chance chance) {
            return RegularGraph.of(n, this.degree, chance);
        }

        @Override
        public long degree(int n) {
            return this.degree;
        }
    }

    /** Listed edges. */
    record Edges(List<List<Integer>> edges) implements Topology {

        @Override
        public int[][] of(int n, Chance chance) {
            List<List<Integer>> lists = new ArrayList<>(n);
            for (int i = 0; i < n; i++) {
                lists.add(new ArrayList<>());
            }
            for (List<Integer> edge : this.edges) {
                if (!edge.get(0).equals(edge.get(1))) {
                    lists.get(edge.get(0)).add(edge.get(1));
                    lists.get(edge.get(1)).add(edge.get(0));
                }
            }
            return lists.stream()
                    .map((all) -> all.stream().mapToInt(Integer::intValue).sorted().distinct())
                    .map(IntStream::toArray)
                    .toArray(int[][]::new);
        }

        @Override
        public long degree(int n) {
            return 0;
        }
    }

    /**
     * The overlay that real nodes compute from the addresses that discovery finds. Links change as
     * nodes come and go: a node asks discovery at times of its own, at a constant interval.
     *
     * @param degree neighbours of a node in a large mesh, as {@link
     *     org.chorusmesh.overlay.Overlay#check} allows
     * @param discoveryNanos time between two questions of a node to discovery; at 0 all know at
     *     once
     */
    record Overlay(int degree, long discoveryNanos) implements Topology {

        /** The default: the degree of a node, and a question every five seconds. */
        public static final Overlay DEFAULT =
                new Overlay(org.chorusmesh.overlay.Overlay.DEFAULT_DEGREE, 5_000_000_000L);

        /** The address of a process. */
        public static String address(long serial) {
            return "10.%d.%d.%d:5690".formatted(serial >> 16, serial >> 8 & 0xff, serial & 0xff);
        }

        @Override
        public int[][] of(int n, Chance chance) {
            org.chorusmesh.overlay.Overlay overlay =
                    new org.chorusmesh.overlay.Overlay(this.degree);
            Map<String, Integer> nodes = new HashMap<>();
            for (int i = 0; i < n; i++) {
                nodes.put(address(i), i);
                overlay.add(address(i));
            }
            int[][] neighbours = new int[n][];
            for (int i = 0; i < n; i++) {
                neighbours[i] =
                        overlay.neighbours(address(i)).stream()
                                .mapToInt(nodes::get)
                                .sorted()
                                .toArray();
            }
            return neighbours;
        }

        @Override
        public long degree(int n) {
            return (this.degree == org.chorusmesh.overlay.Overlay.FULL)
                    ? n - 1L
                    : Math.min(n - 1L, this.degree + 2L);
        }
    }

    /**
     * A graph on which the coupling is divided by the number of all nodes, as in textbooks. A node
     * itself divides by its number of neighbours plus one.
     */
    record DividedByAll(Topology graph) implements Topology {

        @Override
        public int[][] of(int n, Chance chance) {
            return this.graph.of(n, chance);
        }

        @Override
        public long degree(int n) {
            return this.graph.degree(n);
        }

        @Override
        public double couplingFactor(int degree, int n) {
            return (1.0 + degree) / n;
        }
    }

    /** Whether the graph is connected. */
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

    /** Index of a node in a list of neighbours; negative if it is not in it. */
    static int indexOf(int[] neighbours, int node) {
        return Arrays.binarySearch(neighbours, node);
    }
}
