package org.chorusmesh.simulation.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A connected random graph in which every node has exactly k different neighbours.
 *
 * <p>It consists of k/2 rings in random order and, if k is odd, a random pairing. An edge that
 * exists already is switched with a random edge (McKay, 1981), so that every node keeps k
 * neighbours. No edge of the first ring is switched, so the graph stays connected. About (k/2)²
 * edges coincide, however many nodes there are, and only these are switched. If k is more than half
 * of n − 1, the graph is the complement of one with n − 1 − k neighbours.
 */
final class RegularGraph {

    private static final int TRIES_AN_EDGE = 1000;

    private static final int TRIES = 1000;

    private final int degree;
    private final int[][] neighbours;
    private final int[] counts;
    private final Chance chance;

    private RegularGraph(int n, int degree, Chance chance) {
        this.degree = degree;
        this.neighbours = new int[n][degree];
        this.counts = new int[n];
        this.chance = chance;
    }

    /**
     * The neighbours of each of n nodes, in ascending order.
     *
     * @param n at least 2
     * @param degree 2 … n − 1, or 1 of two nodes; n times it is even
     */
    static int[][] of(int n, int degree, Chance chance) {
        if (2 * degree <= n - 1) {
            return sparse(n, degree, chance);
        }
        int[][] missing = sparse(n, n - 1 - degree, chance);
        int[][] neighbours = new int[n][degree];
        for (int i = 0; i < n; i++) {
            int k = 0;
            for (int j = 0; j < n; j++) {
                if (j != i && Arrays.binarySearch(missing[i], j) < 0) {
                    neighbours[i][k++] = j;
                }
            }
        }
        return neighbours;
    }

    private static int[][] sparse(int n, int degree, Chance chance) {
        for (int i = 0; i < TRIES; i++) {
            RegularGraph graph = new RegularGraph(n, degree, chance);
            if (graph.lay()) {
                Arrays.stream(graph.neighbours).forEach(Arrays::sort);
                return graph.neighbours;
            }
        }
        throw new IllegalStateException(
                "No regular graph found for %d nodes of degree %d".formatted(n, degree));
    }

    /**
     * Lays all edges. Returns false if an edge of a small graph finds no edge to be switched with.
     */
    private boolean lay() {
        int n = this.neighbours.length;
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        List<int[]> doubles = new ArrayList<>();
        for (int ring = 0; ring < this.degree / 2; ring++) {
            this.chance.shuffle(order);
            for (int i = 0; i < n; i++) {
                layOrKeep(order[i], order[(i + 1) % n], doubles);
            }
        }
        if (this.degree % 2 != 0) {
            this.chance.shuffle(order);
            for (int i = 0; i < n; i += 2) {
                layOrKeep(order[i], order[i + 1], doubles);
            }
        }
        return doubles.stream().allMatch((edge) -> switchIn(edge[0], edge[1]));
    }

    private void layOrKeep(int a, int b, List<int[]> doubles) {
        if (areNeighbours(a, b)) {
            doubles.add(new int[] {a, b});
        } else {
            add(a, b);
            add(b, a);
        }
    }

    /** Replaces a–b, which exists already, and a random edge c–d by a–c and b–d. */
    private boolean switchIn(int a, int b) {
        // The first two neighbours of each node are those of the first ring.
        int first = Math.min(2, this.degree - 1);
        for (int i = 0; i < TRIES_AN_EDGE; i++) {
            int c = this.chance.below(this.neighbours.length);
            int slot = first + this.chance.below(this.degree - first);
            if (slot < this.counts[c]) {
                int d = this.neighbours[c][slot];
                if (c != a && d != b && !areNeighbours(a, c) && !areNeighbours(b, d)) {
                    this.neighbours[c][slot] = a;
                    this.neighbours[d][slotOf(d, c)] = b;
                    add(a, c);
                    add(b, d);
                    return true;
                }
            }
        }
        return false;
    }

    private void add(int a, int b) {
        this.neighbours[a][this.counts[a]++] = b;
    }

    private boolean areNeighbours(int a, int b) {
        return slotOf(a, b) >= 0;
    }

    private int slotOf(int a, int b) {
        for (int k = 0; k < this.counts[a]; k++) {
            if (this.neighbours[a][k] == b) {
                return k;
            }
        }
        return -1;
    }
}
