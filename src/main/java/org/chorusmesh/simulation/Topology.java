package org.chorusmesh.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Who hears whom. Edges have no direction: both ends hear each other. */
sealed interface Topology {

    /** Everybody hears everybody. */
    record Full() implements Topology {}

    /**
     * A ring on which each hears its {@code degree / 2} next neighbours on either side.
     *
     * @param degree even, at least 2
     */
    record Ring(int degree) implements Topology {}

    /**
     * Each hears its neighbours on {@code degree / 2} rings of random order, a random regular graph
     * that is connected.
     *
     * @param degree even, at least 2
     */
    record RandomRegular(int degree) implements Topology {}

    /** What is listed. */
    record Edges(List<List<Integer>> edges) implements Topology {}

    /** The neighbours of each of n nodes, in ascending order, none twice. */
    default int[][] of(int n, Chance chance) {
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
            boolean random = this instanceof RandomRegular;
            int half = (random ? ((RandomRegular) this).degree() : ((Ring) this).degree()) / 2;
            int[] order = new int[n];
            for (int i = 0; i < n; i++) {
                order[i] = i;
            }
            for (int ring = 1; ring <= half; ring++) {
                if (random) {
                    chance.shuffle(order);
                }
                for (int i = 0; i < n; i++) {
                    connect(lists, order[i], order[(i + (random ? 1 : ring)) % n]);
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
