package org.chorusmesh.simulation.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A random graph in which everyone has exactly k neighbours, none twice, and which is connected.
 *
 * <p>It is made of k/2 rings of random order and, where k is odd, of a random pairing. An edge that
 * is there already is not laid again: it is switched with a random one (McKay, 1981), which leaves
 * everyone with k neighbours. The first ring is never touched, and so connects all. Of several
 * rings a few edges coincide however many nodes there are, (k/2)² or so, and only these are
 * switched. A graph in which everyone has more than half of all is what is missing in one in which
 * everyone has the rest.
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
        throw new IllegalStateException("No graph of %d nodes of %d".formatted(n, degree));
    }

    /** Whether it came out; a few edges of a small graph may have nothing to be switched with. */
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

    /** Puts a–c and b–d in the place of a–b, which cannot be, and of a random c–d. */
    private boolean switchIn(int a, int b) {
        // The first two of everyone are the first ring's.
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
